import { createRetrieveTool, headroomMiddleware } from '@headroom/langchain'
import { AIMessage, HumanMessage } from '@langchain/core/messages'
import { tool } from '@langchain/core/tools'
import { FakeListChatModel } from '@langchain/core/utils/testing'
import { Command, MemorySaver } from '@langchain/langgraph'
import {
  type AgentMiddleware,
  anthropicPromptCachingMiddleware,
  ClearToolUsesEdit,
  contextEditingMiddleware,
  createAgent,
  createMiddleware,
  humanInTheLoopMiddleware,
  modelRetryMiddleware,
  providerStrategy,
  summarizationMiddleware,
  toolStrategy,
} from 'langchain'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { stopStandIns } from '../clients/loop-bench.ts'
import { retrieve } from '../clients/loop-script.ts'
import { objectOf } from '../stand-in/json-value.ts'
import {
  expectOriginals,
  expectShown,
  LOG_CALL,
  logTool,
  LOOK_CLOSER,
  modelsOver,
  shortening,
} from './langchain-agents-models.ts'

stopStandIns()

const THREAD = { configurable: { thread_id: '1' } }
const asks = (text: string) => ({ messages: [new HumanMessage(text)] })
const namesOf = ({ tools }: { readonly tools?: unknown }): unknown[] =>
  (Array.isArray(tools) ? tools : []).map((one) => objectOf(one['function'])['name'] ?? objectOf(one)['name'])

/** Both orders of a middleware of LangChain's and ours. */
const ORDERS = ['before', 'after'] as const
const inOrder = (order: (typeof ORDERS)[number], theirs: AgentMiddleware, ours = headroomMiddleware(shortening())) =>
  order === 'before' ? ([theirs, ours] as const) : ([ours, theirs] as const)

describe('headroomMiddleware in createAgent', () => {
  it('sends shorter messages, and keeps the originals in the state and in every checkpoint', async () => {
    const { openai: model, sent } = await modelsOver(LOOK_CLOSER)
    const middleware = [headroomMiddleware(shortening())]
    const agent = createAgent({ model, tools: [logTool], middleware, checkpointer: new MemorySaver() })
    const { messages } = await agent.invoke(asks('Why?'), THREAD)
    expect(messages.at(-1)?.text).toBe('It is the pool of cart.')
    expectOriginals(messages)
    for (const body of sent().slice(1)) expectShown(body['messages'], 'shortened')
    let checkpoints = 0
    for await (const { values } of agent.graph.getStateHistory(THREAD)) {
      const kept: typeof messages = values.messages ?? []
      checkpoints += kept.length > 2 ? 1 : 0
      if (kept.length > 2) expectOriginals(kept)
    }
    expect(checkpoints).toBeGreaterThan(2)
  })

  it('declares the retrieve tool last, in each request with the same bytes', async () => {
    const { anthropic: model, sent } = await modelsOver(LOOK_CLOSER)
    const agent = createAgent({ model, tools: [logTool], middleware: [headroomMiddleware(shortening())] })
    await agent.invoke(asks('Why?'))
    expect(sent().map((body) => namesOf(body).join())).toEqual(Array(3).fill('query_logs,headroom_retrieve'))
    expect(new Set(sent().map(({ tools }) => JSON.stringify(tools))).size).toBe(1)
  })

  it('tells in each answer to results of tools what was saved', async () => {
    const { openai: model } = await modelsOver(LOOK_CLOSER)
    const agent = createAgent({ model, tools: [logTool], middleware: [headroomMiddleware(shortening())] })
    const { messages } = await agent.invoke(asks('Why?'))
    const [first, second] = messages.filter((message) => AIMessage.isInstance(message))
    expect(first?.response_metadata).not.toHaveProperty('headroom')
    const { tokensBefore, tokensAfter, tokensSaved, keys } = objectOf(second?.response_metadata['headroom'])
    expect(tokensSaved).toBe(Number(tokensBefore) - Number(tokensAfter))
    expect(tokensSaved).toBeGreaterThan(1_000)
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/)])
    expect(second).toMatchObject({ id: expect.any(String), usage_metadata: expect.any(Object) })
  })

  it('streams pieces as they come, and updates with what was saved', async () => {
    const { anthropic: model } = await modelsOver(LOOK_CLOSER)
    const agent = createAgent({ model, tools: [logTool], middleware: [headroomMiddleware(shortening())] })
    const pieces: string[] = []
    const saved: unknown[] = []
    for await (const [mode, value] of await agent.stream(asks('Why?'), { streamMode: ['messages', 'updates'] })) {
      if (mode === 'messages' && AIMessage.isInstance(value[0]) && value[0].text !== '') pieces.push(value[0].text)
      if (mode === 'updates' && 'model_request' in value)
        saved.push(value.model_request.messages?.at(-1)?.response_metadata['headroom'])
    }
    expect(pieces.length).toBeGreaterThan(1)
    expect(pieces.join('')).toBe('It is the pool of cart.')
    const figures = expect.objectContaining({ tokensSaved: expect.any(Number), keys: [expect.any(String)] })
    expect(saved).toEqual([undefined, figures, figures])
  })

  it('goes on in another process, whose store knows nothing: the originals are in the state', async () => {
    const { anthropic: model, sent } = await modelsOver({
      turns: [
        { calls: [LOG_CALL] },
        { text: 'I see.' },
        { calls: [retrieve({ grep: 'ERROR' })] },
        { text: 'It is {{match:the pool of \\w+}}.' },
      ],
    })
    const checkpointer = new MemorySaver()
    const ask = async (text: string): Promise<string | undefined> => {
      const middleware = [headroomMiddleware(shortening())]
      const agent = createAgent({ model, tools: [logTool], middleware, checkpointer })
      return (await agent.invoke(asks(text), THREAD)).messages.at(-1)?.text
    }
    expect(await ask('Read it.')).toBe('I see.')
    expect(await ask('Why?')).toBe('It is the pool of cart.')
    const [, second = '', third = ''] = sent().map(({ messages }) => JSON.stringify(messages))
    expect(third.startsWith(second.slice(0, -1))).toBe(true)
  })

  it('declares nothing where there is no other tool', async () => {
    const { openai: model, sent } = await modelsOver({ turns: [{ text: 'Hello.' }] })
    const agent = createAgent({ model, tools: [], middleware: [headroomMiddleware(shortening())] })
    await agent.invoke(asks('Hi.'))
    expect(sent()[0]).not.toHaveProperty('tools')
  })

  it('rejects as without it where the model has no tools', async () => {
    class Mute extends FakeListChatModel {
      override bindTools = undefined as never
    }
    const model = new Mute({ responses: ['Hello.'] })
    for (const middleware of [[], [headroomMiddleware()]])
      await expect(createAgent({ model, tools: [logTool], middleware }).invoke(asks('Hi.'))).rejects.toThrow(
        'bindTools',
      )
  })

  it('leaves nothing out of a request from which another middleware took the tool', async () => {
    const { openai: model, sent } = await modelsOver({ turns: [{ calls: [LOG_CALL] }, { text: 'So.' }] })
    const selective = createMiddleware({
      name: 'Selective',
      wrapModelCall: (request, handler) =>
        handler({ ...request, tools: request.tools.filter(({ name }) => name === 'query_logs') }),
    })
    const agent = createAgent({ model, tools: [logTool], middleware: inOrder('before', selective) })
    await agent.invoke(asks('Why?'))
    expectShown(sent()[1]?.['messages'], 'whole')
  })

  it('rejects as any middleware of LangChain does: with the name, the message and the error of the model', async () => {
    const passing = createMiddleware({ name: 'Passing', wrapModelCall: (request, handler) => handler(request) })
    const [ours, theirs] = await Promise.all(
      [headroomMiddleware(), passing].map(async (middleware) => {
        const { openai: model } = await modelsOver({ turns: [{ error: { status: 400, message: 'refused' } }] })
        const agent = createAgent({ model, tools: [logTool], middleware: [middleware] })
        const error = await agent.invoke(asks('Why?')).catch((thrown: Error) => thrown)
        const { name, message, cause, constructor } = error as Error
        return [name, message, constructor.name, (cause as Error).constructor.name]
      }),
    )
    expect(ours).toEqual(theirs)
    expect(ours?.[1]).toContain('refused')
  })

  it('refuses a tool of the user that has the name of its own, saying what to do', async () => {
    const { openai: model, sent } = await modelsOver(LOOK_CLOSER)
    const own = tool(() => '', { name: 'headroom_retrieve', description: 'Mine.', schema: z.object({}) })
    for (const taken of [own, createRetrieveTool(shortening())]) {
      const agent = createAgent({ model, tools: [logTool, taken], middleware: [headroomMiddleware()] })
      await expect(agent.invoke(asks('Why?'))).rejects.toThrow('leave it out, or give it another name')
    }
    expect(sent()).toEqual([])
  })

  it('leaves a tool of that name alone under lossless, where it has none', async () => {
    const { openai: model, sent } = await modelsOver({ turns: [{ text: 'Hello.' }] })
    const own = tool(() => '', { name: 'headroom_retrieve', description: 'Mine.', schema: z.object({}) })
    const middleware = [headroomMiddleware({ policy: 'lossless' })]
    await createAgent({ model, tools: [own], middleware }).invoke(asks('Hi.'))
    expect(sent().map(namesOf)).toEqual([['headroom_retrieve']])
  })

  it('is refused twice in one agent, by LangChain and at once', () => {
    const middleware = [headroomMiddleware(), headroomMiddleware()]
    expect(() => createAgent({ model: 'openai:gpt-5.5', middleware })).toThrow('defined multiple times')
  })

  it('says what it needs where what calls it is no createAgent', async () => {
    const { wrapModelCall } = headroomMiddleware()
    await expect(wrapModelCall({ messages: 'odd' } as never, (request) => request)).rejects.toThrow('langchain 1.2')
  })
})

describe('headroomMiddleware beside other middlewares', () => {
  it.each(ORDERS)('works with contextEditingMiddleware %s it', async (order) => {
    const { openai: model, sent } = await modelsOver({
      turns: [{ calls: [LOG_CALL] }, { calls: [LOG_CALL] }, { text: 'So.' }],
    })
    const editing = contextEditingMiddleware({
      edits: [new ClearToolUsesEdit({ trigger: { messages: 4 }, keep: { messages: 1 } })],
    })
    const agent = createAgent({ model, tools: [logTool], middleware: inOrder(order, editing) })
    await agent.invoke(asks('Why?'))
    expectShown(sent()[1]?.['messages'], 'shortened')
    const last = JSON.stringify(sent()[2]?.['messages'])
    expect(last).toContain('[cleared]')
    expect(last.match(/LOG number 0 of cart/g)).toHaveLength(1)
  })

  it('refers to no result that contextEditingMiddleware before it has cleared', async () => {
    const prose = Array.from({ length: 400 }, (_, index) => `word${index}`).join(' ')
    const readNote = tool(() => prose, { name: 'query_logs', description: 'Gives a note.', schema: z.object({}) })
    const call = { name: 'query_logs' }
    const { openai: model, sent } = await modelsOver({ turns: [{ calls: [call] }, { calls: [call] }, { text: 'So.' }] })
    const editing = contextEditingMiddleware({
      edits: [new ClearToolUsesEdit({ trigger: { messages: 4 }, keep: { messages: 1 } })],
    })
    const agent = createAgent({ model, tools: [readNote], middleware: inOrder('before', editing) })
    await agent.invoke(asks('Why?'))
    expect(JSON.stringify(sent()[2]?.['messages']).split(prose)).toHaveLength(2)
  })

  it.each(ORDERS)('works with anthropicPromptCachingMiddleware %s it', async (order) => {
    const { anthropic: model, sent } = await modelsOver(LOOK_CLOSER)
    const caching = anthropicPromptCachingMiddleware({ minMessagesToCache: 1 } as never)
    const agent = createAgent({ model, tools: [logTool], middleware: inOrder(order, caching) })
    const { messages } = await agent.invoke({ ...asks('Why?') }, { context: {} })
    expect(messages.at(-1)?.text).toBe('It is the pool of cart.')
    for (const body of sent().slice(1)) {
      expectShown(body['messages'], 'shortened')
      expect(JSON.stringify(body)).toContain('"cache_control":{"type":"ephemeral"')
    }
  })

  it.each(ORDERS)('works with summarizationMiddleware %s it, which counts and reads originals', async (order) => {
    const { openai: model, sent } = await modelsOver({
      turns: [{ calls: [LOG_CALL] }, { text: 'So.' }],
      final: 'Summed up.',
    })
    const summing = summarizationMiddleware({ model, trigger: { messages: 4 }, keep: { messages: 1 } } as never)
    const middleware = inOrder(order, summing as never)
    const agent = createAgent({ model, tools: [logTool], middleware, checkpointer: new MemorySaver() })
    await agent.invoke(asks('Why?'), THREAD)
    const { messages } = await agent.invoke(asks('And?'), THREAD)
    expectShown(sent()[1]?.['messages'], 'shortened')
    expect(JSON.stringify(messages)).toContain('summary')
  })

  it.each(ORDERS)('works with humanInTheLoopMiddleware %s it, which asks for no consent to retrieve', async (order) => {
    const { openai: model, sent } = await modelsOver(LOOK_CLOSER)
    const consent = humanInTheLoopMiddleware({ interruptOn: { query_logs: true } } as never)
    const middleware = inOrder(order, consent as never)
    const agent = createAgent({ model, tools: [logTool], middleware, checkpointer: new MemorySaver() })
    expect(await agent.invoke(asks('Why?'), THREAD)).toHaveProperty('__interrupt__')
    const resume = new Command({ resume: { decisions: [{ type: 'approve' }] } })
    const { messages } = await agent.invoke(resume, THREAD)
    expect(messages.at(-1)?.text).toBe('It is the pool of cart.')
    expectShown(sent()[1]?.['messages'], 'shortened')
    expectOriginals(messages)
  })

  it.each(ORDERS)('works with modelRetryMiddleware %s it, the same bytes in each try', async (order) => {
    const { openai: model, sent } = await modelsOver({
      turns: [{ calls: [LOG_CALL] }, { text: 'So.', error: { status: 500, times: 1 } }],
    })
    const retrying = modelRetryMiddleware({ maxRetries: 2, initialDelayMs: 1 })
    const agent = createAgent({ model, tools: [logTool], middleware: inOrder(order, retrying) })
    const { messages } = await agent.invoke(asks('Why?'))
    expect(messages.at(-1)?.text).toBe('So.')
    expect(JSON.stringify(sent()[2])).toBe(JSON.stringify(sent()[1]))
  })
})

describe('headroomMiddleware with structured answers', () => {
  const answer = z.object({ cause: z.string() })

  it('leaves those of the provider as they are', async () => {
    const text = JSON.stringify({ cause: 'the pool' })
    const { openai: model, sent } = await modelsOver({ turns: [{ calls: [LOG_CALL] }, { text }] })
    const responseFormat = providerStrategy(answer)
    const agent = createAgent({
      model,
      tools: [logTool],
      responseFormat,
      middleware: [headroomMiddleware(shortening())],
    })
    const { structuredResponse } = await agent.invoke(asks('Why?'))
    expect(structuredResponse).toEqual({ cause: 'the pool' })
    expectShown(sent()[1]?.['messages'], 'shortened')
    // OpenAI refuses a strict tool that has an argument which is not required.
    for (const { tools } of sent())
      for (const given of tools as { function: { strict: boolean; parameters: Required<Record<string, object>> } }[])
        expect(given.function).toMatchObject({
          strict: true,
          parameters: { required: Object.keys(given.function.parameters['properties'] ?? {}) },
        })
  })

  it.each(['openai', 'anthropic'] as const)('leaves those by a tool as they are (%s)', async (provider) => {
    const models = await modelsOver({
      turns: [{ calls: [LOG_CALL] }, { calls: [{ name: 'report_cause', args: { cause: 'the pool' } }] }],
    })
    const { [provider]: model, sent } = models
    const responseFormat = toolStrategy(answer.meta({ title: 'report_cause' }))
    const agent = createAgent({
      model,
      tools: [logTool],
      responseFormat,
      middleware: [headroomMiddleware(shortening())],
    })
    const { structuredResponse } = await agent.invoke(asks('Why?'))
    expect(structuredResponse).toEqual({ cause: 'the pool' })
    expectShown(sent()[1]?.['messages'], 'shortened')
    expect(namesOf(sent()[0] ?? {})).toEqual(['query_logs', 'headroom_retrieve', expect.any(String)])
  })
})
