import { createMemoryStore, type Dialect, openaiResponses, retrieveTool } from '@headroom/core'
import { headroomInputFilter, headroomTool } from '@headroom/openai-agents'
import {
  Agent,
  type AgentInputItem,
  type Model,
  type ModelRequest,
  type ModelResponse,
  Runner,
  setTracingDisabled,
  tool,
  Usage,
} from '@openai/agents'
import { ANSWER, CALL_ID, INPUT, LOG, QUESTION, SCHEMA, TOOL } from './conversation.ts'
import { asked, coreTurn, type HostCall, type Seen } from './host-call.ts'

/** A runner with the filter, over a model that answers at once. */
export async function openCalls(): Promise<readonly HostCall[]> {
  setTracingDisabled(true)
  const seen: Seen<ModelRequest['input']> = { last: undefined }
  const store = createMemoryStore()
  const model = fakeModel(seen)
  const common = { name: 'on call', model }
  const plain = new Agent({ ...common, tools: [queryLogs] })
  const agent = new Agent({ ...common, tools: [queryLogs, headroomTool({ store })] })
  const filter = headroomInputFilter({ store })
  const [alone, filtering] = [new Runner(), new Runner({ callModelInputFilter: filter })]
  const options = { store, dialect: openaiResponses as Dialect, retrieve: 'visible' } as const
  return [
    {
      name: '@headroom/openai-agents',
      without: asked(seen, () => alone.run(plain, [...ITEMS])),
      within: asked(seen, () => filtering.run(agent, [...ITEMS])),
      core: () => coreTurn(REQUEST, {}, options),
      hook: () => filter({ modelData: { input: [...ITEMS] }, agent }),
    },
  ]
}

const queryLogs = tool({ ...TOOL, parameters: structuredClone(SCHEMA) as never, strict: false, execute: () => LOG })

const ITEMS: readonly AgentInputItem[] = [
  { role: 'user', content: QUESTION },
  { type: 'function_call', callId: CALL_ID, name: TOOL.name, status: 'completed', arguments: JSON.stringify(INPUT) },
  {
    type: 'function_call_result',
    callId: CALL_ID,
    name: TOOL.name,
    status: 'completed',
    output: { type: 'text', text: LOG },
  },
]

/** The same conversation as OpenAI's Responses have it, which core knows. */
const REQUEST = {
  model: 'gpt-5.5',
  input: [
    { role: 'user', content: QUESTION },
    { type: 'function_call', call_id: CALL_ID, name: TOOL.name, arguments: JSON.stringify(INPUT) },
    { type: 'function_call_output', call_id: CALL_ID, output: LOG },
  ],
  tools: [
    { type: 'function', ...TOOL, parameters: SCHEMA },
    {
      type: 'function',
      name: retrieveTool.name,
      description: retrieveTool.description,
      parameters: retrieveTool.inputSchema,
    },
  ],
}

function fakeModel(seen: Seen<ModelRequest['input']>): Model {
  return {
    async getResponse({ input }): Promise<ModelResponse> {
      seen.last = input
      const content = [{ type: 'output_text' as const, text: ANSWER }]
      return { usage: new Usage(), output: [{ type: 'message', role: 'assistant', status: 'completed', content }] }
    },
    getStreamedResponse() {
      throw new Error('Nobody streams here.')
    },
  }
}
