// A graph of LangGraph: a node writes what the model reads, the checkpoints hold what the tool said, originals are in the graph's store.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { compressMessagesNode, createGraphStore, createRetrieveTool } from '@headroom/langchain'
import { Annotation, InMemoryStore, MemorySaver, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph'
import { ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt'
import { AIMessage, type BaseMessage, fakeModel, tool } from 'langchain'
import { z } from 'zod'

const log = readFileSync(new URL('incident/captured/service.log', import.meta.url), 'utf8')

const readLog = tool(() => log, {
  name: 'read_log',
  description: 'Gives the log of a service.',
  schema: z.object({ service: z.string() }),
})

// With a store that lasts (Postgres, Redis) the conversation may go on in another process.
const base = new InMemoryStore()
const store = createGraphStore(base)
const tools = [readLog, createRetrieveTool({ store })]

// A scripted model. With a real one: new ChatOpenAI({ model: 'gpt-5.5' }).
const model = fakeModel()
  .respondWithTools([{ name: 'read_log', args: { service: 'checkout' }, id: 'call_1' }])
  .respond(new AIMessage('Ten orders have no exchange rate.'))
const llm = model.bindTools(tools)

const State = Annotation.Root({
  ...MessagesAnnotation.spec,
  llmInputMessages: Annotation<BaseMessage[]>({ reducer: (_, next) => next, default: () => [] }),
})
const graph = new StateGraph(State)
  .addNode('compress', compressMessagesNode({ store }))
  .addNode('model', async ({ llmInputMessages }) => ({ messages: [await llm.invoke(llmInputMessages)] }))
  .addNode('tools', new ToolNode(tools))
  .addEdge(START, 'compress')
  .addEdge('compress', 'model')
  .addConditionalEdges('model', toolsCondition)
  .addEdge('tools', 'compress')
  .compile({ checkpointer: new MemorySaver(), store: base })

const thread = { configurable: { thread_id: '1' } }
await graph.invoke({ messages: 'Which orders have no exchange rate?' }, thread)

const read = model.calls.at(-1)?.messages.at(-1)?.text ?? ''
const { values } = await graph.getState(thread)
const kept: string = values.messages.find((message: BaseMessage) => message.type === 'tool').text
console.log(
  `the model was sent ${read.length} characters, the checkpoint holds ${kept.length}: ${values.messages.at(-1).text}`,
)
assert(read.length < log.length / 2)
assert.equal(kept, log)

const [, key = ''] = /key ([0-9a-f]{16})/.exec(read) ?? []
assert.equal((await base.get(['headroom'], key))?.value['text'], log)
