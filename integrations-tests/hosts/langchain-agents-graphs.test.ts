import {
  compressMessagesNode,
  createGraphStore,
  createRetrieveTool,
  HeadroomDocumentCompressor,
  headroomMiddleware,
  HeadroomRetriever,
  headroomTool,
  preModelHook,
} from '@headroom/langchain'
import { keyOf } from '@headroom/core'
import type { CallbackManagerForRetrieverRun } from '@langchain/core/callbacks/manager'
import { Document, type DocumentInterface } from '@langchain/core/documents'
import { AIMessage, type BaseMessage, HumanMessage, ToolMessage } from '@langchain/core/messages'
import { BaseRetriever } from '@langchain/core/retrievers'
import type { BaseDocumentCompressor } from '@langchain/core/retrievers/document_compressors'
import { tool } from '@langchain/core/tools'
import {
  Annotation,
  getStore,
  InMemoryStore,
  MemorySaver,
  messagesStateReducer,
  START,
  StateGraph,
} from '@langchain/langgraph'
import { createReactAgent, ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt'
import { createAgent } from 'langchain'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { stopStandIns } from '../clients/loop-bench.ts'
import { retrieve } from '../clients/loop-script.ts'
import { firstAndLastLines } from './first-and-last-lines.ts'
import {
  expectOriginals,
  expectShown,
  LOG,
  LOG_CALL,
  logTool,
  LOOK_CLOSER,
  modelsOver,
  shortening,
} from './langchain-agents-models.ts'

stopStandIns()

const THREAD = { configurable: { thread_id: '1' } }
const asks = (text: string) => ({ messages: [new HumanMessage(text)] })

describe('preModelHook in createReactAgent', () => {
  it.each(['v1', 'v2'] as const)('leaves history and checkpoints as they are (%s)', async (version) => {
    const { openai: llm, sent } = await modelsOver({
      turns: [{ calls: [LOG_CALL, LOG_CALL] }, { text: 'So.' }, { text: 'Thanks.' }],
    })
    const options = shortening()
    const agent = createReactAgent({
      llm,
      version,
      tools: [logTool, createRetrieveTool(options)],
      preModelHook: preModelHook(options),
      checkpointer: new MemorySaver(),
    })
    await agent.invoke(asks('Why?'), THREAD)
    const { messages } = await agent.invoke(asks('Thanks.'), THREAD)
    expect(messages.map(({ type }) => type)).toEqual(['human', 'ai', 'tool', 'tool', 'ai', 'human', 'ai'])
    expectOriginals(messages)
    expectShown(sent()[1]?.['messages'], 'shortened')
    expectShown(sent()[2]?.['messages'], 'shortened')
    for await (const { values } of agent.getStateHistory(THREAD))
      if (values.messages?.length > 2) expectOriginals(values.messages)
  })

  it('leaves nothing out without a store', async () => {
    const { openai: llm, sent } = await modelsOver({ turns: [{ calls: [LOG_CALL] }, { text: 'So.' }] })
    const hook = preModelHook({ compressors: [firstAndLastLines] })
    await createReactAgent({ llm, tools: [logTool], preModelHook: hook }).invoke(asks('Why?'))
    expectShown(sent()[1]?.['messages'], 'whole')
  })

  it('goes together with structured answers, which are asked for with the originals', async () => {
    const cause = JSON.stringify({ cause: 'the pool' })
    const { openai: llm, sent } = await modelsOver({ turns: [{ calls: [LOG_CALL] }, { text: 'So.' }, { text: cause }] })
    const options = shortening()
    const agent = createReactAgent({
      llm,
      tools: [logTool, createRetrieveTool(options)],
      preModelHook: preModelHook(options),
      responseFormat: z.object({ cause: z.string() }),
    })
    expect(await agent.invoke(asks('Why?'))).toMatchObject({ structuredResponse: { cause: 'the pool' } })
    expectShown(sent()[1]?.['messages'], 'shortened')
    expectShown(sent()[2]?.['messages'], 'whole')
  })
})

const State = Annotation.Root({
  messages: Annotation<BaseMessage[]>({ reducer: messagesStateReducer, default: () => [] }),
  llmInputMessages: Annotation<BaseMessage[]>({ reducer: (_, next) => next, default: () => [] }),
})

describe('compressMessagesNode in a StateGraph', () => {
  it('gives messages of the same ids and members, those that did not change the same objects', async () => {
    const artifact = { rows: 3 }
    const messages = [
      new HumanMessage({ content: 'Why?', id: 'h' }),
      new AIMessage({ content: '', id: 'a', tool_calls: [{ id: 'c', ...LOG_CALL }] }),
      new ToolMessage({
        content: LOG,
        id: 't',
        tool_call_id: 'c',
        name: 'query_logs',
        status: 'success',
        artifact,
        metadata: { a: 1 },
      }),
    ]
    const { llmInputMessages } = await compressMessagesNode(shortening())({ messages })
    const [human, answer, result] = llmInputMessages
    expect(human).toBe(messages[0])
    expect(answer).toBe(messages[1])
    expect(result).toBeInstanceOf(ToolMessage)
    expect(result).toMatchObject({
      id: 't',
      tool_call_id: 'c',
      name: 'query_logs',
      status: 'success',
      metadata: { a: 1 },
    })
    expect(result).toHaveProperty('artifact', artifact)
    expectShown(result?.content, 'shortened')
    expectShown(result?.toJSON(), 'shortened')
    expectOriginals(messages)
    // Whoever writes them into the history has them merged by id.
    expect(messagesStateReducer(messages, llmInputMessages).map(({ id }) => id)).toEqual(['h', 'a', 't'])
  })

  it('works in a subgraph and beside a checkpointer: what it keeps are originals', async () => {
    const { anthropic, sent } = await modelsOver(LOOK_CLOSER)
    const options = shortening()
    const tools = [logTool, createRetrieveTool(options)]
    const model = anthropic.bindTools(tools)
    const inner = new StateGraph(State)
      .addNode('compress', compressMessagesNode(options))
      .addNode('model', async ({ llmInputMessages }) => ({ messages: [await model.invoke(llmInputMessages)] }))
      .addNode('tools', new ToolNode(tools))
      .addEdge(START, 'compress')
      .addEdge('compress', 'model')
      .addConditionalEdges('model', toolsCondition)
      .addEdge('tools', 'compress')
      .compile()
    const Outer = Annotation.Root({ messages: State.spec.messages })
    const graph = new StateGraph(Outer)
      .addNode('agent', inner)
      .addEdge(START, 'agent')
      .compile({ checkpointer: new MemorySaver() })
    const { messages } = await graph.invoke(asks('Why?'), THREAD)
    expect(messages.at(-1)?.text).toBe('It is the pool of cart.')
    expectOriginals(messages)
    for (const body of sent().slice(1)) expectShown(body['messages'], 'shortened')
    const state = await graph.getState(THREAD)
    expectOriginals(state.values.messages)
  })
})

describe('createGraphStore in an agent', () => {
  it('keeps originals for another process that goes on with the thread', async () => {
    const { openai: model, standIn } = await modelsOver({
      turns: [
        { calls: [LOG_CALL] },
        { text: 'I see.' },
        { calls: [retrieve({ grep: 'ERROR' })] },
        { text: 'It is {{match:the pool of \\w+}}.' },
      ],
    })
    const [base, checkpointer] = [new InMemoryStore(), new MemorySaver()]
    const ask = async (text: string): Promise<readonly BaseMessage[]> => {
      const options = { store: createGraphStore(base), compressors: [firstAndLastLines] }
      const tools = [headroomTool(logTool, options), createRetrieveTool(options)]
      return (await createAgent({ model, tools, checkpointer }).invoke(asks(text), THREAD)).messages
    }
    await ask('Read it.')
    const messages = await ask('Why?')
    expect(messages.at(-1)?.text).toBe('It is the pool of cart.')
    expect(standIn.requests.every(({ status }) => status === 200)).toBe(true)
    const result = messages.find((message) => ToolMessage.isInstance(message))
    expectShown(result?.content, 'shortened')
    expect(result).toHaveProperty('artifact', LOG)
  })

  it('finds the store of the running graph', async () => {
    const { openai: model, sent } = await modelsOver(LOOK_CLOSER)
    const store = new InMemoryStore()
    const middleware = headroomMiddleware({ ...shortening(), store: createGraphStore(() => getStore()) })
    const agent = createAgent({ model, tools: [logTool], middleware: [middleware], store })
    const { messages } = await agent.invoke(asks('Why?'))
    expect(messages.at(-1)?.text).toBe('It is the pool of cart.')
    expectShown(sent()[1]?.['messages'], 'shortened')
    expect(await store.get(['headroom'], await keyOf(LOG))).toMatchObject({ value: { kind: 'original', text: LOG } })
  })

  it('leaves results whole where the running graph has none', async () => {
    const { openai: model, sent } = await modelsOver({ turns: [{ calls: [LOG_CALL] }, { text: 'So.' }] })
    const middleware = headroomMiddleware({ ...shortening(), store: createGraphStore(() => getStore()) })
    await createAgent({ model, tools: [logTool], middleware: [middleware] }).invoke(asks('Why?'))
    expectShown(sent()[1]?.['messages'], 'whole')
  })
})

describe('headroomMiddleware in agents of agents', () => {
  it('does not mix what an agent reads with what the agent that it calls reads', async () => {
    const options = shortening()
    const inner = await modelsOver(LOOK_CLOSER)
    const reader = createAgent({ model: inner.openai, tools: [logTool], middleware: [headroomMiddleware(options)] })
    const delegate = tool(async () => (await reader.invoke(asks('Why?'))).messages.map(({ text }) => text).join('\n'), {
      name: 'ask_reader',
      description: 'Asks one who reads logs.',
      schema: z.object({}),
    })
    const outer = await modelsOver({ turns: [{ calls: [{ name: 'ask_reader' }, LOG_CALL] }, { text: 'So.' }] })
    const tools = [delegate, logTool]
    const agent = createAgent({ model: outer.openai, tools, middleware: [headroomMiddleware(options)] })
    const { messages } = await agent.invoke(asks('Ask the reader, and read it yourself.'))
    expect(messages.at(-1)?.text).toBe('So.')
    expect(messages.map(({ type }) => type)).toEqual(['human', 'ai', 'tool', 'tool', 'ai'])
    expectOriginals(messages)
    expectShown(inner.sent()[1]?.['messages'], 'shortened')
    expectShown(outer.sent()[1]?.['messages'], 'shortened')
  })

  it('is a node of a graph, whose checkpoints hold the originals', async () => {
    const { openai: model, sent } = await modelsOver(LOOK_CLOSER)
    const agent = createAgent({ model, tools: [logTool], middleware: [headroomMiddleware(shortening())] })
    const graph = new StateGraph(Annotation.Root({ messages: State.spec.messages }))
      .addNode('agent', agent.graph as never)
      .addEdge(START, 'agent' as never)
      .compile({ checkpointer: new MemorySaver() })
    const { messages } = await graph.invoke(asks('Why?'), THREAD)
    expectOriginals(messages)
    expectShown(sent()[1]?.['messages'], 'shortened')
  })
})

/** What `ContextualCompressionRetriever` does: a retriever, then a compressor. */
class Contextual extends BaseRetriever {
  override lc_namespace = ['tests']
  readonly #retriever: BaseRetriever
  readonly #compressor: BaseDocumentCompressor

  constructor(retriever: BaseRetriever, compressor: BaseDocumentCompressor) {
    super()
    this.#retriever = retriever
    this.#compressor = compressor
  }

  override async _getRelevantDocuments(
    query: string,
    run?: CallbackManagerForRetrieverRun,
  ): Promise<DocumentInterface[]> {
    return this.#compressor.compressDocuments(await this.#retriever.invoke(query, {}), query, run?.getChild())
  }
}

class Logs extends BaseRetriever {
  override lc_namespace = ['tests']
  override _getRelevantDocuments(): Promise<DocumentInterface[]> {
    return Promise.resolve([new Document({ pageContent: LOG, metadata: { source: 'cart.log' } })])
  }
}

describe('HeadroomRetriever in an agent', () => {
  it.each([
    ['HeadroomRetriever', (options: ReturnType<typeof shortening>) => new HeadroomRetriever(new Logs(), options)],
    [
      'a compressor',
      (options: ReturnType<typeof shortening>) => new Contextual(new Logs(), new HeadroomDocumentCompressor(options)),
    ],
  ])('gives shorter documents to a tool of retrieval, whose originals the model can get (%s)', async (_, make) => {
    const options = shortening()
    const retriever = make(options)
    const search = tool(
      async ({ service }) => (await retriever.invoke(service)).map(({ pageContent }) => pageContent).join('\n\n'),
      { name: 'query_logs', description: 'Searches logs.', schema: z.object({ service: z.string() }) },
    )
    const { openai: model, sent } = await modelsOver(LOOK_CLOSER)
    const agent = createAgent({ model, tools: [search, createRetrieveTool(options)] })
    const { messages } = await agent.invoke(asks('Why?'))
    expect(messages.at(-1)?.text).toBe('It is the pool of cart.')
    expectShown(sent()[1]?.['messages'], 'shortened')
  })
})
