// An agent of the Vercel AI SDK: one middleware, and the model reads less.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { withHeadroom } from '@headroom/ai-sdk'
import { generateText, isStepCount, tool } from 'ai'
import { MockLanguageModelV4 } from 'ai/test'
import { z } from 'zod'

const log = readFileSync(new URL('incident/captured/service.log', import.meta.url), 'utf8')

const usage = {
  inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 0, text: 0, reasoning: 0 },
}
const model = new MockLanguageModelV4({
  doGenerate: [
    {
      content: [{ type: 'tool-call', toolCallId: 'call_1', toolName: 'read_log', input: '{}' }],
      finishReason: { unified: 'tool-calls', raw: undefined },
      usage,
      warnings: [],
    },
    {
      content: [{ type: 'text', text: 'The connection pool is used up.' }],
      finishReason: { unified: 'stop', raw: undefined },
      usage,
      warnings: [],
    },
  ],
})

const { text } = await generateText({
  // With a real provider: withHeadroom(anthropic('claude-opus-5')).
  model: withHeadroom(model),
  prompt: 'Why does checkout answer 503?',
  tools: { read_log: tool({ inputSchema: z.object({}), execute: () => log }) },
  stopWhen: isStepCount(5),
})

const [first, second] = model.doGenerateCalls
const sent = JSON.stringify(second?.prompt)
console.log(`the tool said ${log.length} characters, the model was sent ${sent.length}: ${text}`)
assert(sent.length < log.length / 2)

// The retrieve tool stands in every request from the first on, so the provider's cache is never lost for it.
assert.deepEqual(
  first?.tools?.map(({ name }) => name),
  ['read_log', 'headroom_retrieve'],
)
assert.deepEqual(second?.tools, first?.tools)
