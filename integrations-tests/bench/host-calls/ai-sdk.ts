import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4GenerateResult } from '@ai-sdk/provider'
import { aiSdk, withHeadroom } from '@headroom/ai-sdk'
import { createMemoryStore, type Dialect } from '@headroom/core'
import { generateText, jsonSchema, type ModelMessage, type ToolSet } from 'ai'
import { ANSWER, CALL_ID, INPUT, LOG, QUESTION, SCHEMA, TOOL } from './conversation.ts'
import { asked, coreTurn, type HostCall, type Seen } from './host-call.ts'

/** `generateText` over a model that `withHeadroom` has wrapped. */
export async function openCalls(): Promise<readonly HostCall[]> {
  const seen: Seen<LanguageModelV4CallOptions> = { last: undefined }
  const store = createMemoryStore()
  const model = fakeModel(seen)
  const plain = asked(seen, () => ask(model))
  const wrapped = withHeadroom(model, { store })
  const request = await plain()
  const options = { store, dialect: aiSdk as Dialect, model: model.modelId }
  return [
    {
      name: '@headroom/ai-sdk',
      without: plain,
      within: asked(seen, () => ask(wrapped)),
      core: () => coreTurn(request, REPLY, options),
    },
  ]
}

/** What every model of the AI SDK answers here. */
export const REPLY: LanguageModelV4GenerateResult = {
  content: [{ type: 'text', text: ANSWER }],
  finishReason: { unified: 'stop', raw: 'stop' },
  usage: {
    inputTokens: { total: 5, noCache: 5, cacheRead: 0, cacheWrite: 0 },
    outputTokens: { total: 1, text: 1, reasoning: 0 },
  },
  warnings: [],
}

/** A model of the AI SDK that answers at once. */
export function fakeModel(seen: Seen<LanguageModelV4CallOptions>): LanguageModelV4 {
  return {
    specificationVersion: 'v4',
    provider: 'fake',
    modelId: 'gpt-5.5',
    supportedUrls: {},
    async doGenerate(options) {
      seen.last = options
      return REPLY
    },
    doStream: () => Promise.reject(new Error('Nobody streams here.')),
  }
}

/** The conversation as the AI SDK has it. */
export const MESSAGES: readonly ModelMessage[] = [
  { role: 'user', content: QUESTION },
  { role: 'assistant', content: [{ type: 'tool-call', toolCallId: CALL_ID, toolName: TOOL.name, input: INPUT }] },
  {
    role: 'tool',
    content: [{ type: 'tool-result', toolCallId: CALL_ID, toolName: TOOL.name, output: { type: 'text', value: LOG } }],
  },
]

const TOOLS: ToolSet = {
  [TOOL.name]: { description: TOOL.description, inputSchema: jsonSchema(structuredClone(SCHEMA) as never) },
}

function ask(model: LanguageModelV4): Promise<unknown> {
  return generateText({ model, messages: [...MESSAGES], tools: TOOLS, maxRetries: 0 })
}
