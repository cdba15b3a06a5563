import { createMemoryStore, InvalidOptionError, keyOf, retrieveTool, type Store } from '@headroom/core'
import { BaseCallbackHandler } from '@langchain/core/callbacks/base'
import type { BaseChatModelParams } from '@langchain/core/language_models/chat_models'
import { AIMessage, type AIMessageChunk, type BaseMessage, HumanMessage, ToolMessage } from '@langchain/core/messages'
import { FakeChatModel, FakeListChatModel, FakeStreamingChatModel } from '@langchain/core/utils/testing'
import { describe, expect, it } from 'vitest'
import { HeadroomChatModel } from './headroom-chat-model.ts'
import type { HeadroomOptions } from './options.ts'
import { firstAndLast, longText } from './testing/first-and-last.ts'
import { type Reply, ScriptedChatModel } from './testing/scripted-chat-model.ts'

const LOG = longText('a')
const KEY = await keyOf(LOG)
const LOAD = { type: 'function', function: { name: 'load', parameters: { type: 'object', properties: {} } } }

function asked(): BaseMessage[] {
  return [new HumanMessage('What is in a?'), calling('c1'), result('c1', LOG)]
}

function calling(id: string): AIMessage {
  return new AIMessage({ content: '', tool_calls: [{ id, name: 'load', args: { name: 'a' } }] })
}

function result(tool_call_id: string, content: string): ToolMessage {
  return new ToolMessage({
    content,
    tool_call_id,
    name: 'load',
    id: `m-${tool_call_id}`,
    artifact: [1],
    status: 'success',
  })
}

function retrieving(id: string): NonNullable<Reply['calls']>[number] {
  return { id, name: 'headroom_retrieve', args: { key: KEY } }
}

const OPTIONS: HeadroomOptions = { compressors: [firstAndLast] }

function scripted(
  replies: readonly Reply[],
  options: HeadroomOptions = {},
  params: BaseChatModelParams = {},
): { readonly llm: ScriptedChatModel; readonly model: ScriptedChatModel } {
  const llm = new ScriptedChatModel(replies, params)
  return { llm, model: new HeadroomChatModel(llm, { ...OPTIONS, ...options }) }
}

async function streamed(chunks: AsyncIterable<AIMessageChunk>): Promise<AIMessageChunk> {
  let whole: AIMessageChunk | undefined
  for await (const chunk of chunks) {
    expect(JSON.stringify(chunk)).not.toContain('headroom_retrieve')
    whole = whole?.concat(chunk) ?? chunk
  }
  if (whole === undefined) throw new Error('Nothing was said.')
  return whole
}

function figuresOf({ response_metadata }: BaseMessage): Record<string, unknown> {
  return Object(response_metadata['headroom'])
}

const WAYS = {
  invoke: (model: ScriptedChatModel, messages: BaseMessage[], options: object) => model.invoke(messages, options),
  stream: async (model: ScriptedChatModel, messages: BaseMessage[], options: object) =>
    streamed(await model.stream(messages, options)),
  events: async (model: ScriptedChatModel, messages: BaseMessage[], options: object): Promise<AIMessage> =>
    model.streamEvents(messages, options as never) as never,
} as const

const JSON_FORMATS = [
  { response_format: { type: 'json_object' } },
  { text: { format: { type: 'json_schema' } } },
  { outputConfig: { format: { type: 'json_schema' } } },
  { responseSchema: { type: 'object' } },
]

describe.each(Object.entries(WAYS))('HeadroomChatModel, %s', (_, ask) => {
  it.each(JSON_FORMATS)('shows no draft before an answer that is to be JSON (%j)', async (format) => {
    const draft = { text: 'Let me look: ', calls: [retrieving('r1')] }
    const { model } = scripted([draft, { text: '\n{"a":[1]}' }])
    const { text } = await ask(model, asked(), format)
    expect(JSON.parse(text)).toEqual({ a: [1] })
  })

  it('shows what was begun of an answer that is to be JSON, and words where there is no JSON', async () => {
    const format = { response_format: { type: 'json_object' } }
    const begun = scripted([{ text: '{"a":', calls: [retrieving('r1')] }, { text: '1}' }])
    expect((await ask(begun.model, asked(), format)).text).toBe('{"a":1}')
    const refusing = scripted([{ text: 'No, I will not.' }])
    expect((await ask(refusing.model, asked(), format)).text).toBe('No, I will not.')
  })

  it('leaves nothing out where another declares the tool and nobody else has the store', async () => {
    const { llm, model } = scripted([{ text: 'A.' }])
    const { name, description, inputSchema: parameters } = retrieveTool
    await ask(model, asked(), { tools: [LOAD, { type: 'function', function: { name, description, parameters } }] })
    expect(llm.asked[0]?.messages.at(-1)?.text).toBe(LOG)
  })

  it('shortens tool results and declares the retrieve tool last, in every request with tools or results and in no other', async () => {
    const { llm, model } = scripted([{ text: 'A.' }, { text: 'B.' }, { text: 'C.' }])
    await ask(model, asked(), {})
    await ask(model, [new HumanMessage('Hi.')], { tools: [LOAD] })
    await ask(model, [new HumanMessage('Hi.')], {})
    const names = llm.asked.map(({ options }) =>
      (options['tools'] as (typeof LOAD)[] | undefined)?.map((one) => one.function.name),
    )
    expect(names).toEqual([['headroom_retrieve'], ['load', 'headroom_retrieve'], undefined])
    expect(llm.asked[0]?.messages[2]?.content).toContain(`key ${KEY}`)
  })

  it('keeps everything of a shortened message but its content, and every other message', async () => {
    const { llm, model } = scripted([{ text: 'A.' }])
    const messages = asked()
    await ask(model, messages, {})
    const [user, answer, shorter] = llm.asked[0]?.messages ?? []
    expect(user).toBe(messages[0])
    expect(answer).toBe(messages[1])
    expect(ToolMessage.isInstance(shorter)).toBe(true)
    expect(shorter).toMatchObject({ id: 'm-c1', name: 'load', tool_call_id: 'c1', artifact: [1], status: 'success' })
    const original = messages[2]?.toDict().data
    expect(shorter?.toDict().data).toEqual({ ...original, content: shorter?.content })
    expect(messages[2]?.content).toBe(LOG)
  })

  it('answers retrieve calls out of sight, round after round, and sums what they used', async () => {
    const { llm, model } = scripted([
      { text: 'Let me look. ', calls: [retrieving('r1'), retrieving('r2')] },
      { calls: [retrieving('r3')] },
      { text: 'Nothing.' },
    ])
    const answer = await ask(model, asked(), { tools: [LOAD] })
    expect(answer.text).toBe('Let me look. Nothing.')
    expect(answer.tool_calls).toEqual([])
    expect(answer.id).toBe('answer-1')
    expect(answer.usage_metadata).toMatchObject({ input_tokens: 30, output_tokens: 6, total_tokens: 36 })
    expect(answer.response_metadata['finish_reason']).toBe('stop')
    expect(figuresOf(answer)).toMatchObject({ rounds: 2, retrieved: 3, keys: [KEY], exchanges: 1 })
    expect(JSON.stringify(answer)).not.toContain('headroom_retrieve')
    expect(llm.asked.map(({ messages }) => messages.length)).toEqual([3, 6, 8])
    expect(llm.asked[2]?.messages.slice(4).map(({ content }) => content)).toEqual(
      [LOG, LOG, '', LOG].map((text) => (text === '' ? expect.anything() : text)),
    )
  })

  it('begins every request with the one before', async () => {
    const { llm, model } = scripted([
      { text: 'One moment. ', calls: [retrieving('r1')] },
      { text: 'Two.', calls: [{ id: 'c2', name: 'load', args: {} }] },
      { text: 'Three.' },
      { text: 'Four.' },
    ])
    const tools = { tools: [LOAD] }
    const first = await ask(model, asked(), tools)
    expect(first.tool_calls?.map(({ id }) => id)).toEqual(['c2'])
    const used = [...asked(), first, result('c2', longText('c2'))]
    const second = await ask(model, used, tools)
    await ask(model, [...used, second, new HumanMessage('And?')], tools)
    expect(llm.asked.map(({ messages }) => messages.length)).toEqual([3, 5, 7, 9])
    expectEachToBeginWithTheOneBefore(llm)
  })

  it('answers a retrieve call beside calls of the user with the next request, in the order of the calls', async () => {
    const own = (id: string): NonNullable<Reply['calls']>[number] => ({ id, name: 'load', args: {} })
    const { llm, model } = scripted([{ calls: [own('u1'), retrieving('r'), own('u2')] }, { text: 'So.' }])
    const first = await ask(model, asked(), { tools: [LOAD] })
    expect(first.tool_calls?.map(({ id }) => id)).toEqual(['u1', 'u2'])
    // LangChain's bridge to events tells no reasons.
    expect(first.response_metadata['finish_reason']).toBe(ask === WAYS.events ? 'stop' : 'tool_calls')
    await ask(model, [...asked(), first, result('u1', '1'), result('u2', '2')], { tools: [LOAD] })
    const [answer, ...results] = llm.asked[1]?.messages.slice(3) ?? []
    expect((answer as AIMessage).tool_calls?.map(({ id }) => id)).toEqual(['u1', 'r', 'u2'])
    expect(results.map((one) => [(one as ToolMessage).tool_call_id, one.content])).toEqual([
      ['u1', '1'],
      ['r', LOG],
      ['u2', '2'],
    ])
  })

  it('tells the model to come to an end, and ends the turn where it does not', async () => {
    const calls = [1, 2, 3].map((number) => ({ text: `${number} `, calls: [retrieving(`r${number}`)] }))
    const { llm, model } = scripted(calls, { maxRounds: 1 })
    const answer = await ask(model, asked(), {})
    expect(llm.asked).toHaveLength(3)
    expect(answer.text).toBe('1 2 3 ')
    expect(answer.tool_calls).toEqual([])
    expect(answer.response_metadata['finish_reason']).toBe('stop')
  })

  it('rejects as the model does, in any round', async () => {
    const { model } = scripted([{ calls: [retrieving('r')] }])
    await expect(ask(model, asked(), {})).rejects.toThrow('The script has no more replies.')
  })

  it('rejects with the reason of an aborted signal', async () => {
    const { llm, model } = scripted([{ text: 'A.' }])
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(ask(model, asked(), { signal })).rejects.toThrow('enough')
    expect(llm.asked).toEqual([])
  })

  it('leaves retrieve calls to the user who has declared the tool over the same store', async () => {
    const { llm, model } = scripted([{ calls: [retrieving('r')] }], { store: createMemoryStore() })
    const { description } = retrieveTool
    const tools = [{ name: 'headroom_retrieve', description, schema: { type: 'object', properties: {} } }]
    const answer =
      ask === WAYS.stream
        ? await wholeOf(await model.stream(asked(), { tools } as never))
        : await ask(model, asked(), { tools })
    expect(answer.tool_calls).toMatchObject([{ id: 'r', name: 'headroom_retrieve' }])
    expect(llm.asked[0]?.options['tools']).toEqual(tools)
    expect(llm.asked[0]?.messages[2]?.content).toContain(KEY)
  })

  it("leaves nothing out where a tool of the user's own has the name", async () => {
    const { llm, model } = scripted([{ text: 'A.' }])
    const tools = [{ type: 'function', function: { name: 'headroom_retrieve', parameters: {} } }]
    const answer = await ask(model, asked(), { tools })
    expect(figuresOf(answer)).toMatchObject({ noViews: 'foreign-tool' })
    expect(llm.asked[0]).toMatchObject({ messages: [{}, {}, { content: LOG }], options: { tools } })
  })

  it('sends what the client has where the store fails', async () => {
    const failing: Store = {
      get: () => Promise.reject(new Error('down')),
      set: () => Promise.reject(new Error('down')),
    }
    const { llm, model } = scripted([{ text: 'A.' }], { store: failing })
    const answer = await ask(model, asked(), {})
    expect(llm.asked[0]?.messages[2]?.content).toBe(LOG)
    expect(figuresOf(answer)['failed']).toEqual([expect.stringContaining('down')])
  })

  it('gives the model the very objects where it is disabled', async () => {
    const { llm, model } = scripted([{ text: 'A.' }], { enabled: false })
    const messages = asked()
    const answer = await ask(model, messages, { tools: [LOAD] })
    expect(llm.asked[0]?.messages.every((message, index) => message === messages[index])).toBe(true)
    expect(llm.asked[0]?.options['tools']).toEqual([LOAD])
    expect(answer.response_metadata).not.toHaveProperty('headroom')
  })

  it('says why nothing is left out where several answers are asked for', async () => {
    const { llm, model } = scripted([{ text: 'A.' }])
    llm.n = 2
    model.n = 2
    expect(figuresOf(await ask(model, asked(), {}))).toMatchObject({ noViews: 'several-answers', tokensSaved: 0 })
  })
})

describe('HeadroomChatModel', () => {
  it('is of the class of the model that is given, under its name and type, and leaves that model as it is', () => {
    const llm = new FakeListChatModel({ responses: ['A.'], metadata: { a: 1 } })
    const before = JSON.stringify(llm)
    const model = new HeadroomChatModel(llm)
    expect(model).toBeInstanceOf(FakeListChatModel)
    expect(model instanceof HeadroomChatModel).toBe(true)
    expect(llm instanceof HeadroomChatModel).toBe(false)
    expect(model['_llmType']()).toBe('fake-list')
    expect(model.getName()).toBe('FakeListChatModel')
    expect(model.profile).toEqual(llm.profile)
    expect(Object.keys(model)).toEqual(Object.keys(llm))
    expect([JSON.stringify(model), JSON.stringify(llm)]).toEqual([before, before])
    expect(Object.hasOwn(llm, '_generate')).toBe(false)
  })

  it('follows settings that are changed on it later', async () => {
    const model = new HeadroomChatModel(new FakeListChatModel({ responses: ['A.'] }))
    model.responses = ['B.']
    expect((await model.invoke('Hi.')).text).toBe('B.')
  })

  it('streams where the model does, and else not', async () => {
    const chunksOf = async (model: FakeListChatModel | FakeChatModel): Promise<number> => {
      let count = 0
      for await (const _ of await new HeadroomChatModel(model).stream('Hi.')) count++
      return count
    }
    expect(await chunksOf(new FakeListChatModel({ responses: ['four'] }))).toBe(4)
    expect(await chunksOf(new FakeChatModel({}))).toBe(1)
  })

  it('leaves nothing out where the model takes no tools, and says so', async () => {
    const answer = await new HeadroomChatModel(new FakeChatModel({}), OPTIONS).invoke(asked())
    expect(answer.text).toContain(LOG)
    expect(figuresOf(answer)).toMatchObject({ noViews: 'no-tool', tokensSaved: 0 })
  })

  it.each(['openai', 'anthropic', 'bedrock', 'google'] as const)(
    'declares the tool in the form of %s',
    async (toolStyle) => {
      const llm = new FakeStreamingChatModel({ responses: [new AIMessage('A.')], toolStyle })
      const sent: unknown[] = []
      llm['_generate'] = async (messages, options) => {
        sent.push(messages[2]?.content, options?.['tools' as never])
        return { generations: [{ text: 'A.', message: new AIMessage('A.') }] }
      }
      await new HeadroomChatModel(llm, OPTIONS).invoke(asked())
      expect(sent).toEqual([expect.stringContaining(KEY), [expect.anything()]])
      expect(JSON.stringify(sent[1])).toContain(TOOL_FORMS[toolStyle])
    },
  )

  it('tells callbacks of each token once, and of no hidden call', async () => {
    const told: unknown[] = []
    const callbacks = [
      BaseCallbackHandler.fromMethods({
        handleChatModelStart: (_model, [messages]) => void told.push(messages?.[2]?.content === LOG),
        handleLLMNewToken: (token, _at, _run, _parent, _tags, fields) =>
          void told.push(
            token,
            ...(JSON.stringify(fields?.chunk).includes('headroom_retrieve') ? ['a hidden call'] : []),
          ),
        handleLLMEnd: () => void told.push('end'),
      }),
    ]
    const { model } = scripted([{ text: 'A', calls: [retrieving('r')] }, { text: 'B' }])
    await streamed(await model.stream(asked(), { callbacks }))
    expect(told.filter((one) => one !== '')).toEqual([true, 'A', 'B', 'end'])
  })

  it('keeps conversations apart that differ anywhere before the answer', async () => {
    const store = createMemoryStore()
    const one = scripted([{ text: 'Yes.', calls: [retrieving('r')] }, { text: ' No.' }], { store })
    const answer = await one.model.invoke(asked())
    const other = scripted([{ text: 'A.' }], { store })
    const messages = [new HumanMessage('What is in b?'), ...asked().slice(1), answer, new HumanMessage('Well?')]
    await other.model.invoke(messages)
    expect(other.llm.asked[0]?.messages).toHaveLength(messages.length)
  })

  it('goes on in another process with the same store, with the same messages', async () => {
    const store = createMemoryStore()
    const replies = [{ text: 'One. ', calls: [retrieving('r')], kwargs: { signed: 'x' } }, { text: 'Two.' }]
    const one = scripted(replies, { store })
    const kept = JSON.parse(JSON.stringify(await one.model.invoke(asked())))
    const answer = new AIMessage(kept.kwargs)
    const other = scripted([{ text: 'Three.' }], { store })
    await other.model.invoke([...asked(), answer, new HumanMessage('And?')])
    const [before, after] = [one.llm.asked[1]?.messages ?? [], other.llm.asked[0]?.messages ?? []]
    expect(after.slice(0, before.length).map(said)).toEqual(before.map(said))
    expect(after.every((message) => typeof message.toDict === 'function')).toBe(true)
    expect(after[3]?.additional_kwargs).toEqual({ signed: 'x' })
  })

  it('leaves out reasoning that was bound to an exchange which the store has lost', async () => {
    const content = [
      { type: 'thinking', thinking: 'hm', signature: 's' },
      { type: 'text', text: 'Two.' },
    ]
    const answer = new AIMessage({ content, response_metadata: { headroom: { exchanges: 1 } } })
    const { llm, model } = scripted([{ text: 'A.' }])
    await model.invoke([...asked(), answer, new HumanMessage('And?')])
    expect(llm.asked[0]?.messages[3]?.content).toEqual([{ type: 'text', text: 'Two.' }])
  })

  it('answers a call whose arguments are no JSON, and asks again', async () => {
    const { llm } = scripted([{ text: 'A.' }])
    const invalid = new AIMessage({
      content: '',
      invalid_tool_calls: [{ id: 'r', name: 'headroom_retrieve', args: '{"key', type: 'invalid_tool_call' }],
    })
    const generate = llm['_generate'].bind(llm)
    let isFirst = true
    llm['_generate'] = async (...given) => {
      if (!isFirst) return generate(...given)
      isFirst = false
      return { generations: [{ text: '', message: invalid }] }
    }
    const answer = await new HeadroomChatModel(llm, OPTIONS).invoke(asked())
    expect(answer.text).toBe('A.')
    expect(llm.asked[0]?.messages.slice(3)).toMatchObject([
      { tool_calls: [{ id: 'r', args: {} }] },
      { tool_call_id: 'r' },
    ])
  })

  it('sends odd messages as they are', async () => {
    const cycle: Record<string, unknown> = {}
    cycle['self'] = cycle
    const odd = new ToolMessage({
      content: [{ type: 'image_url', image_url: 'x' }, cycle as never],
      tool_call_id: 'c1',
    })
    const { llm, model } = scripted([{ text: 'A.' }])
    await model.invoke([new HumanMessage('Hi.'), calling('c1'), odd])
    expect(llm.asked[0]?.messages[2]).toBe(odd)
  })

  it('refuses what is no chat model, and options that cannot be used', () => {
    for (const llm of [null, undefined, 'gpt-5.5', {}, new HumanMessage('Hi.')])
      expect(() => new HeadroomChatModel(llm as never)).toThrow('`llm` must be a chat model of LangChain')
    const llm = new FakeChatModel({})
    expect(() => new HeadroomChatModel(llm, { maxRounds: 0 })).toThrow(InvalidOptionError)
    expect(() => new HeadroomChatModel(llm, null as never)).toThrow('`options` must be an object, got null')
    expect(() => new HeadroomChatModel(llm, { polcy: 'lossless' } as never)).toThrow('`polcy` is no option')
  })

  it('refuses chat models of versions that are not supported, and names the range', () => {
    const [newer, older] = [new FakeChatModel({}), new FakeChatModel({})]
    newer.metadata = { versions: { '@langchain/core': '2.0.1' } }
    Object.defineProperty(older, '_streamChatModelEvents', { value: undefined })
    expect(() => new HeadroomChatModel(newer)).toThrow('1.2.13 or later, below 2, got 2.0.1')
    expect(() => new HeadroomChatModel(older)).toThrow('@langchain/core 1.2.13 or later')
  })
})

/** What the tool begins with in the forms of providers. */
const TOOL_FORMS = {
  openai: '{"type":"function","function":{"name":"headroom_retrieve"',
  anthropic: '"input_schema":{"type":"object"',
  bedrock: '{"toolSpec":{"name":"headroom_retrieve"',
  google: '{"functionDeclarations":[{"name":"headroom_retrieve"',
} as const

async function wholeOf(chunks: AsyncIterable<AIMessageChunk>): Promise<AIMessageChunk> {
  let whole: AIMessageChunk | undefined
  for await (const chunk of chunks) whole = whole?.concat(chunk) ?? chunk
  if (whole === undefined) throw new Error('Nothing was said.')
  return whole
}

function expectEachToBeginWithTheOneBefore({ asked: all }: ScriptedChatModel): void {
  for (const [index, { messages, options }] of all.slice(1).entries()) {
    const before = all[index]
    expect(JSON.stringify(options['tools'])).toBe(JSON.stringify(before?.options['tools']))
    const begun = messages.slice(0, before?.messages.length).map(said)
    expect(begun).toEqual(before?.messages.map(said))
  }
}

/** What is sent of a message. */
function said(message: BaseMessage): unknown {
  const { content, type } = message
  return { type, content, calls: (message as AIMessage).tool_calls, answers: (message as ToolMessage).tool_call_id }
}
