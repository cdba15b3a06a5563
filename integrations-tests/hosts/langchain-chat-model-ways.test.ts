import { HeadroomChatModel } from '@headroom/langchain'
import { InMemoryCache } from '@langchain/core/caches'
import { BaseCallbackHandler } from '@langchain/core/callbacks/base'
import { InMemoryChatMessageHistory } from '@langchain/core/chat_history'
import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { AIMessage, type AIMessageChunk, type BaseMessage, HumanMessage, ToolMessage } from '@langchain/core/messages'
import { ChatPromptTemplate, MessagesPlaceholder } from '@langchain/core/prompts'
import { type Runnable, RunnableWithMessageHistory } from '@langchain/core/runnables'
import { ChatOpenAI } from '@langchain/openai'
import { initChatModel } from 'langchain'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { stopStandIns } from '../clients/loop-bench.ts'
import { retrieve } from '../clients/loop-script.ts'
import { objectOf } from '../stand-in/json-value.ts'
import type { Script, ScriptedTurn } from '../stand-in/script.ts'
import { expectShown, LOG, LOG_CALL, logTool, type Models, modelsOver, shortening } from './langchain-agents-models.ts'

stopStandIns()

const LOOK: ScriptedTurn = { text: 'Wait. ', calls: [retrieve({ grep: 'ERROR' })] }

/** The stand-in counts answers: the call of the log is the first. Then a look into the original, and the answer. */
const SCRIPT: Script = {
  turns: [{ calls: [LOG_CALL] }, LOOK, { text: 'The pool of {{match:the pool of (\\w+)}}.' }, { text: 'Welcome.' }],
}
const SAID = 'Wait. The pool of cart.'

/** A conversation that holds the log, as an application keeps it. */
function conversation(): BaseMessage[] {
  return [
    new HumanMessage('Why?'),
    new AIMessage({ content: '', tool_calls: [{ id: 'c1', ...LOG_CALL }] }),
    new ToolMessage({ content: LOG, tool_call_id: 'c1', name: 'query_logs', artifact: { rows: 1 } }),
  ]
}

type Asking = Runnable<BaseMessage[], AIMessageChunk>

/** What users make of a chat model. */
const WAYS: Readonly<Record<string, (model: BaseChatModel) => Asking>> = {
  itself: (model) => model,
  bindTools: bound,
  'bindTools after withConfig': (model) => bound(model.withConfig({ tags: ['t'] }) as BaseChatModel),
  withConfig: (model) => model.withConfig({ runName: 'named' }),
  'withConfig after bindTools': (model) => bound(model).withConfig({ runName: 'named' }),
  withRetry: (model) => model.withRetry({ stopAfterAttempt: 2 }),
  'withRetry after bindTools': (model) => bound(model).withRetry({ stopAfterAttempt: 2 }),
  withFallbacks: (model) => model.withFallbacks([model]) as Asking,
  pipe: (model) => model.pipe((message: AIMessageChunk) => message),
}

function bound(model: BaseChatModel): Asking {
  return ('bindTools' in model && model.bindTools?.([logTool])) || model
}

/** A wrapped model of a provider over a stand-in. */
async function opened(provider: Provider, script: Script): Promise<Models & { readonly model: BaseChatModel }> {
  const models = await modelsOver(script)
  return { ...models, model: new HeadroomChatModel<BaseChatModel>(models[provider], shortening()) }
}

const PROVIDERS = ['openai', 'anthropic'] as const
type Provider = (typeof PROVIDERS)[number]

function expectAsked({ standIn, sent }: Models, requests: number): void {
  expect(standIn.requests.map(({ status }) => status)).toEqual(Array(requests).fill(200))
  for (const body of sent()) expectShown(body, 'shortened')
}

function toolNames({ sent }: Models): unknown[] {
  return sent().map(({ tools }) => [tools].flat().map((tool) => objectOf(tool)['name'] ?? nameIn(tool)))
}

function nameIn(tool: unknown): unknown {
  return objectOf(objectOf(tool)['function'])['name']
}

describe.each(PROVIDERS)('HeadroomChatModel over %s', (provider) => {
  describe.each(Object.entries(WAYS))('%s', (_, made) => {
    it('answers in invoke and batch', async () => {
      const models = await opened(provider, SCRIPT)
      const asking = made(models.model)
      const answers = [await asking.invoke(conversation()), ...(await asking.batch([conversation(), conversation()]))]
      expect(answers.map(({ text, tool_calls }) => [text, tool_calls])).toEqual(answers.map(() => [SAID, []]))
      expect(JSON.stringify(answers)).not.toContain('headroom_retrieve')
      expectAsked(models, 6)
    })

    it('answers in stream', async () => {
      const models = await opened(provider, SCRIPT)
      let whole: AIMessageChunk | undefined
      for await (const chunk of await made(models.model).stream(conversation())) {
        expect(JSON.stringify(chunk)).not.toContain('headroom_retrieve')
        whole = whole?.concat(chunk) ?? chunk
      }
      expect([whole?.text, whole?.tool_calls]).toEqual([SAID, []])
      expectAsked(models, 2)
    })

    it.each(['v1', 'v2'] as const)('answers in streamEvents %s', async (version) => {
      const models = await opened(provider, SCRIPT)
      const name = version === 'v1' ? 'on_llm_stream' : 'on_chat_model_stream'
      let streamed = ''
      for await (const { event, data } of made(models.model).streamEvents(conversation(), { version })) {
        expect(JSON.stringify(data)).not.toContain('headroom_retrieve')
        if (event === name) streamed += (data.chunk.message ?? data.chunk).text
      }
      expect(streamed).toBe(SAID)
      expectAsked(models, 2)
    })
  })

  describe.each([false, true])('withStructuredOutput, includeRaw %s', (includeRaw) => {
    const schema = z.object({ cause: z.string() })
    const called: ScriptedTurn = { calls: [{ name: 'extract', args: { cause: 'pool' } }] }
    const written: ScriptedTurn = { text: '{"cause":"pool"}' }

    it.each([
      ['functionCalling', {}, called],
      ['functionCalling', { strict: true }, called],
      ['jsonSchema', {}, written],
      ['jsonMode', {}, written],
    ] as const)('gives the object with the method %s %j', async (method, config, answer) => {
      const { text: _, ...look } = LOOK
      const models = await opened(provider, { turns: [{ calls: [LOG_CALL] }, look, answer] })
      const chain = models.model.withStructuredOutput(schema, { method, ...config, includeRaw } as {
        includeRaw: false
      })
      const given: unknown = await chain.invoke(conversation())
      expect(includeRaw ? objectOf(given)['parsed'] : given).toEqual({ cause: 'pool' })
      expectAsked(models, 2)
      const own = answer === called ? ['extract'] : []
      expect(toolNames(models)).toEqual([1, 2].map(() => [...own, 'headroom_retrieve']))
    })
  })

  it('tells traces the original request and the one answer', async () => {
    const { model } = await opened(provider, SCRIPT)
    const told: unknown[] = []
    const handler = BaseCallbackHandler.fromMethods({
      handleChatModelStart: (_, [messages], _run, _parent, extra) =>
        void told.push(messages?.[2]?.content === LOG, JSON.stringify(extra).includes('headroom')),
      handleLLMEnd: ({ generations }) => void told.push(generations[0]?.map(({ text }) => text)),
      handleLLMError: (error) => void told.push(error),
    })
    const answer = await bound(model).invoke(conversation(), { callbacks: [handler] })
    expect(told.slice(0, 2)).toEqual([true, false])
    expect(told).toHaveLength(3)
    expect(answer.response_metadata['headroom']).toMatchObject({ rounds: 1, retrieved: 1 })
  })

  it('shows one message in all chunks of a stream', async () => {
    const { model } = await opened(provider, SCRIPT)
    const ids = new Set<unknown>()
    for await (const { id } of await model.stream(conversation())) ids.add(id)
    // Anthropic's later chunks have none.
    expect([...ids].filter((id) => id !== undefined)).toHaveLength(1)
  })

  it('is saved as the model that it wraps, and keeps its name, type and profile', async () => {
    const models = await modelsOver(SCRIPT)
    const [llm, model] = [models[provider], new HeadroomChatModel(models[provider])]
    expect(JSON.stringify(model)).toBe(JSON.stringify(llm))
    expect([model['_llmType'](), model.getName()]).toEqual([llm['_llmType'](), llm.getName()])
    expect(model.profile).toEqual(llm.profile)
    expect(model).toBeInstanceOf(llm.constructor)
    expect(Object.keys(model)).toEqual(Object.keys(llm))
  })
})

describe('HeadroomChatModel', () => {
  it('finds cached answers under the keys of the model that it wraps, and goes on from them', async () => {
    const { standIn, sent } = await modelsOver(SCRIPT)
    const configuration = { baseURL: `${standIn.url}/v1` }
    const llm = new ChatOpenAI({ model: 'gpt-5.5', apiKey: 'none', cache: new InMemoryCache(new Map()), configuration })
    const model = bound(new HeadroomChatModel(llm, shortening()))
    await model.invoke(conversation())
    const again = await model.invoke(conversation())
    expect(again.text).toBe(SAID)
    expect((await bound(llm).invoke(conversation())).text).toBe(SAID)
    expect(sent()).toHaveLength(2)
    await model.invoke([...conversation(), again, new HumanMessage('Thanks.')])
    const [, before, after] = sent().map(({ messages }) => JSON.stringify(messages).slice(0, -1))
    expect(after?.startsWith(before ?? '-')).toBe(true)
  })

  it('works within a message history', async () => {
    const turns = [LOOK, { text: 'The pool.' }, { text: 'Welcome.' }]
    const models = await modelsOver({ turns: [{ calls: [LOG_CALL] }, ...turns] })
    const history = new InMemoryChatMessageHistory(conversation())
    const prompt = ChatPromptTemplate.fromMessages([new MessagesPlaceholder('history'), ['human', '{input}']])
    const chain = new RunnableWithMessageHistory({
      runnable: prompt.pipe(new HeadroomChatModel(models.anthropic, shortening())),
      getMessageHistory: () => history,
      inputMessagesKey: 'input',
      historyMessagesKey: 'history',
    })
    const session = { configurable: { sessionId: '1' } }
    await chain.invoke({ input: 'Well?' }, session)
    await chain.invoke({ input: 'Thanks.' }, session)
    const kept = await history.getMessages()
    expect(kept.slice(3).map(({ text }) => text)).toEqual(['Well?', 'Wait. The pool.', 'Thanks.', 'Welcome.'])
    expect(kept[2]?.content).toBe(LOG)
    const [, before, after] = models.sent().map(({ messages }) => JSON.stringify(messages).slice(0, -1))
    expect(after?.startsWith(before ?? '-')).toBe(true)
  })

  it('wraps models that initChatModel chooses for each call', async () => {
    const models = await modelsOver(SCRIPT)
    const configuration = { baseURL: `${models.standIn.url}/v1` }
    const model = new HeadroomChatModel(
      await initChatModel('openai:gpt-5.5', { apiKey: 'none', configuration }),
      shortening(),
    )
    expect((await model.invoke(conversation())).text).toBe(SAID)
    expect((await bound(model).invoke(conversation())).text).toBe(SAID)
    expectAsked(models, 4)
  })

  it('wraps what was made of a model before', async () => {
    const models = await modelsOver(SCRIPT)
    for (const llm of [bound(models.openai), bound(models.anthropic), models.openai.withRetry()])
      expect((await new HeadroomChatModel(llm, shortening()).invoke(conversation())).text).toBe(SAID)
    expectAsked(models, 6)
  })

  it('leaves nothing out where the model sends other tools than it is given', async () => {
    const models = await modelsOver({ turns: [{ calls: [LOG_CALL] }, { text: 'So.' }] })
    const modelKwargs = { tools: [{ type: 'function', function: { name: 'own', parameters: {} } }] }
    Object.assign(Object(models.openai).completions, { modelKwargs })
    const answer = await new HeadroomChatModel(models.openai, shortening()).invoke(conversation())
    expect(answer.response_metadata['headroom']).toMatchObject({ noViews: 'no-tool', tokensSaved: 0 })
  })

  it('declares the tool as strict providers want it where the user asks for that', async () => {
    const models = await opened('openai', SCRIPT)
    await models.model.bindTools?.([logTool], { strict: true } as never).invoke(conversation())
    const { function: declared } = objectOf([models.sent()[0]?.['tools']].flat().at(-1))
    const { properties, required } = objectOf(objectOf(declared)['parameters'])
    expect(objectOf(declared)).toMatchObject({ name: 'headroom_retrieve', strict: true })
    expect(required).toEqual(Object.keys(objectOf(properties)))
  })
})
