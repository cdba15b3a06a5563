import { createMemoryStore, InvalidOptionError, keyOf, retrieveTool, type Store } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { HeadroomCallback } from './headroom-callback.ts'
import type { Figures, HeadroomCallbackOptions } from './options.ts'
import { firstAndLast, longText } from './testing/first-and-last.ts'
import { type Saying, type ScriptedModel, scriptedModel } from './testing/scripted-model.ts'
import type { CallData } from './types/callback.ts'
import { withCallbacks } from './with-callbacks.ts'

const LOG = longText('a')
const KEY = await keyOf(LOG)
const TOOL = { type: 'function', function: { name: 'load', parameters: { type: 'object' } } }
const RETRIEVE = {
  type: 'function',
  function: { name: retrieveTool.name, description: retrieveTool.description, parameters: retrieveTool.inputSchema },
}

const ASKED: CallData = {
  model: 'gpt-5.5',
  messages: [{ role: 'user', content: 'What is in a?' }, ...step('a', LOG)],
  tools: [TOOL],
}

function step(id: string, content: unknown, name = 'load'): readonly unknown[] {
  const call = { id, type: 'function', function: { name, arguments: '{}' } }
  return [
    { role: 'assistant', content: null, tool_calls: [call] },
    { role: 'tool', tool_call_id: id, content },
  ]
}

interface Conversation extends ScriptedModel {
  readonly ask: (data: CallData) => Promise<unknown>
  readonly told: Figures[]
}

function conversationOf(script: readonly (Saying | Error)[], options: HeadroomCallbackOptions = {}): Conversation {
  const model = scriptedModel(script)
  const told: Figures[] = []
  const callback = new HeadroomCallback({
    compressors: [firstAndLast],
    onFigures: (figures) => void told.push(figures),
    ...options,
  })
  const ask = withCallbacks(model.completion, { callbacks: [callback] })
  return { ...model, ask, told }
}

const LOOK: Saying = { content: 'Let me look. ', calls: [['r1', 'headroom_retrieve', { key: KEY }]] }
const DONE: Saying = { content: 'Done.' }

function messageOf(reply: unknown): unknown {
  return Object(reply).choices[0].message
}

async function contentsOf(reply: unknown): Promise<readonly unknown[]> {
  const chunks: unknown[] = []
  for await (const chunk of reply as AsyncIterable<unknown>) chunks.push(chunk)
  return chunks
}

function textIn(chunks: readonly unknown[]): string {
  return chunks.map((chunk) => Object(chunk).choices[0]?.delta.content ?? '').join('')
}

function lastOf({ asked }: ScriptedModel): CallData {
  return asked.at(-1) ?? ASKED
}

function resultsOf({ messages }: CallData): readonly unknown[] {
  return messages.flatMap((message) => (Object(message).role === 'tool' ? [Object(message).content] : []))
}

describe('HeadroomCallback under withCallbacks', () => {
  it('shortens tool results and declares the retrieve tool last', async () => {
    const conversation = conversationOf([DONE])
    await conversation.ask(ASKED)
    const sent = lastOf(conversation)
    expect(resultsOf(sent)).toEqual([expect.stringContaining(`key ${KEY}`)])
    expect((sent['tools'] as unknown[]).map((tool) => Object(tool).function.name)).toEqual([
      'load',
      'headroom_retrieve',
    ])
    expect(sent.messages[0]).toBe(ASKED.messages[0])
    expect(sent.messages[1]).toBe(ASKED.messages[1])
    expect(resultsOf(ASKED)).toEqual([LOG])
  })

  it('answers retrieve calls out of sight, and sums what the rounds used', async () => {
    const conversation = conversationOf([LOOK, DONE])
    const reply = await conversation.ask(ASKED)
    expect(messageOf(reply)).toMatchObject({ content: 'Let me look. Done.' })
    expect(JSON.stringify(reply)).not.toContain('headroom_retrieve')
    expect(Object(reply).usage).toEqual({ prompt_tokens: 200, completion_tokens: 20, total_tokens: 220 })
    expect(conversation.asked.map(({ messages }) => messages.length)).toEqual([3, 5])
    expect(resultsOf(lastOf(conversation))[1]).toBe(LOG)
  })

  it('does so in streams, chunk by chunk', async () => {
    const conversation = conversationOf([LOOK, DONE])
    const chunks = await contentsOf(await conversation.ask({ ...ASKED, stream: true }))
    expect(textIn(chunks)).toBe('Let me look. Done.')
    expect(JSON.stringify(chunks)).not.toContain('headroom_retrieve')
    expect(chunks.length).toBeGreaterThan(5)
    expect(conversation.asked).toHaveLength(2)
  })

  it('puts back what the caller did not see, so that each request begins with the one before', async () => {
    const conversation = conversationOf([LOOK, DONE, { content: 'You are welcome.' }])
    const said = messageOf(await conversation.ask(ASKED))
    await conversation.ask({ ...ASKED, messages: [...ASKED.messages, said, { role: 'user', content: 'Thanks.' }] })
    const [, before, after] = conversation.asked.map(({ messages }) => JSON.stringify(messages))
    expect(after?.startsWith(before?.slice(0, -1) ?? '-')).toBe(true)
    expect(lastOf(conversation).messages).toHaveLength(7)
  })

  it('gives calls of the caller at once where a retrieve call stands beside them', async () => {
    const conversation = conversationOf([
      {
        calls: [
          ['u', 'load', {}],
          ['r', 'headroom_retrieve', { key: KEY }],
        ],
      },
      DONE,
    ])
    const said = messageOf(await conversation.ask(ASKED))
    expect(Object(said).tool_calls.map(({ id }: { id: string }) => id)).toEqual(['u'])
    await conversation.ask({
      ...ASKED,
      messages: [...ASKED.messages, said, { role: 'tool', tool_call_id: 'u', content: 'ok' }],
    })
    expect(resultsOf(lastOf(conversation)).slice(1)).toEqual(['ok', LOG])
  })

  it('tells what was saved, with what the provider says it used', async () => {
    const whole = conversationOf([LOOK, DONE])
    await whole.ask(ASKED)
    const streamed = conversationOf([LOOK, DONE])
    await contentsOf(await streamed.ask({ ...ASKED, stream: true }))
    for (const { told } of [whole, streamed])
      expect(told).toEqual([
        expect.objectContaining({ model: 'gpt-5.5', rounds: 1, retrieved: 1, keys: [KEY], failed: [] }),
      ])
    const [figures] = whole.told
    expect(figures?.usage).toEqual({ input: 200, output: 20 })
    expect(figures?.tokensSaved).toBeGreaterThan(0)
    expect((figures?.tokensBefore ?? 0) - (figures?.tokensAfter ?? 0)).toBe(figures?.tokensSaved)
  })

  it('is not broken by who is told', async () => {
    const { ask } = conversationOf([DONE], {
      onFigures: () => {
        throw new Error('told')
      },
    })
    expect(messageOf(await ask(ASKED))).toMatchObject({ content: 'Done.' })
  })

  it('sends the very parameters where it is not enabled, and where there is nothing to do', async () => {
    const conversation = conversationOf([DONE], { enabled: false })
    await conversation.ask(ASKED)
    expect(conversation.asked[0]).toBe(ASKED)
    const plain: CallData = { model: 'gpt-5.5', messages: [{ role: 'user', content: 'Hi.' }] }
    const other = conversationOf([DONE])
    await other.ask(plain)
    expect(other.asked[0]).toBe(plain)
  })

  it('leaves the calls of a retrieve tool that the caller declares to the caller', async () => {
    const conversation = conversationOf([LOOK], { store: createMemoryStore() })
    const reply = await conversation.ask({ ...ASKED, tools: [TOOL, RETRIEVE] })
    expect(JSON.stringify(reply)).toContain('headroom_retrieve')
    expect(resultsOf(lastOf(conversation))).toEqual([expect.stringContaining(`key ${KEY}`)])
    expect(lastOf(conversation)['tools']).toEqual([TOOL, RETRIEVE])
  })

  it('leaves nothing out where a tool of the caller has the name', async () => {
    const conversation = conversationOf([LOOK])
    const own = { type: 'function', function: { name: 'headroom_retrieve', parameters: { type: 'object' } } }
    const data = { ...ASKED, tools: [own] }
    const reply = await conversation.ask(data)
    expect(conversation.asked[0]).toBe(data)
    expect(JSON.stringify(reply)).toContain('headroom_retrieve')
  })

  it('never shortens what was retrieved', async () => {
    const conversation = conversationOf([DONE])
    await conversation.ask({
      ...ASKED,
      messages: [...ASKED.messages, ...step('r', longText('b'), 'headroom_retrieve')],
    })
    expect(resultsOf(lastOf(conversation))[1]).toBe(longText('b'))
  })

  it.each([
    ['a circular one', circular()],
    ['none', undefined],
    ['an image', [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }]],
    ['a number', 7],
  ])('sends an odd tool result as it is: %s', async (_, content) => {
    const conversation = conversationOf([DONE])
    await conversation.ask({ ...ASKED, messages: [ASKED.messages[0], ...step('o', content)] })
    expect(resultsOf(lastOf(conversation))).toEqual([content])
  })

  it.each([
    ['with messages that are no objects', [null, 'hi', 7]],
    ['without messages', undefined],
    ['with messages that are no list', 'hi'],
  ])('sends a call %s as it is', async (_, messages) => {
    const conversation = conversationOf([DONE])
    const data = { model: 'gpt-5.5', messages } as never
    await conversation.ask(data)
    expect(conversation.asked[0]).toBe(data)
  })

  it('throws in a stream what a later round throws', async () => {
    const { ask } = conversationOf([LOOK, new Error('The provider is down.')])
    const reply = await ask({ ...ASKED, stream: true })
    await expect(contentsOf(reply)).rejects.toThrow('The provider is down.')
  })

  it('throws what the provider throws, in any round', async () => {
    const { ask } = conversationOf([LOOK, new Error('The provider is down.')])
    await expect(ask(ASKED)).rejects.toThrow('The provider is down.')
  })

  it('stops with the reason of a signal, before anything is sent', async () => {
    const conversation = conversationOf([DONE])
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(conversation.ask({ ...ASKED, signal })).rejects.toThrow('enough')
    expect(conversation.asked).toEqual([])
  })

  it('sends what the caller has where the store fails', async () => {
    const store: Store = {
      get: () => Promise.reject(new Error('down')),
      set: () => Promise.reject(new Error('down')),
    }
    const conversation = conversationOf([DONE], { store })
    await conversation.ask(ASKED)
    expect(resultsOf(lastOf(conversation))).toEqual([LOG])
    expect(conversation.told[0]?.failed).not.toEqual([])
  })

  it('answers the older function calls, which OpenAI gets of litellm', async () => {
    const said: unknown[] = []
    const model = scriptedModel([DONE])
    const calling = async (data: CallData): Promise<unknown> => {
      said.push(data)
      if (said.length > 1) return model.completion(data)
      const call = { name: 'headroom_retrieve', arguments: JSON.stringify({ key: KEY }) }
      return {
        choices: [
          {
            index: 0,
            finish_reason: 'function_call',
            message: { role: 'assistant', content: null, function_call: call },
          },
        ],
      }
    }
    const ask = withCallbacks(calling, { callbacks: [new HeadroomCallback({ compressors: [firstAndLast] })] })
    const reply = await ask(OLDER)
    expect(messageOf(reply)).toMatchObject({ content: 'Done.' })
    expect(Object(said[0]).functions.map(({ name }: { name: string }) => name)).toEqual(['load', 'headroom_retrieve'])
    expect(Object(said[1]).messages.at(-1)).toEqual({ role: 'function', name: 'headroom_retrieve', content: LOG })
  })

  it.each([
    'claude-2',
    'ollama/llama2',
    'deepinfra/meta/llama',
    'mistral/tiny',
    'j2-light',
    'replicate/a/b',
    'command',
  ])('leaves nothing out for %s, to which litellm hands no functions', async (model) => {
    const conversation = conversationOf([DONE])
    const data = { ...OLDER, model }
    await conversation.ask(data)
    expect(conversation.asked[0]).toBe(data)
  })

  it('leaves nothing out of older results where no functions are declared', async () => {
    const conversation = conversationOf([DONE])
    const { functions: _, ...data } = OLDER
    await conversation.ask(data)
    expect(conversation.asked[0]).toBe(data)
  })
})

const OLDER: CallData = {
  model: 'gpt-4',
  messages: [
    { role: 'user', content: 'What is in a?' },
    { role: 'assistant', content: null, function_call: { name: 'load', arguments: '{}' } },
    { role: 'function', name: 'load', content: LOG },
  ],
  functions: [{ name: 'load', parameters: { type: 'object' } }],
}

function circular(): unknown {
  const value: Record<string, unknown> = {}
  value['self'] = value
  return value
}

describe('HeadroomCallback under a host that calls LiteLLM hooks', () => {
  it('leaves nothing out, and declares nothing', async () => {
    const callback = new HeadroomCallback({ compressors: [firstAndLast] })
    expect(await callback.asyncPreCallHook({}, undefined, ASKED)).toBe(ASKED)
  })

  it('passes what is no call', async () => {
    for (const data of [undefined, null, 'hi', [], {}])
      expect(await new HeadroomCallback().asyncPreCallHook({}, undefined, data as never)).toBe(data)
  })

  it('makes views where the call declares the retrieve tool, and tells what was saved', async () => {
    const told: Figures[] = []
    const callback = new HeadroomCallback({
      store: createMemoryStore(),
      compressors: [firstAndLast],
      onFigures: (figures) => void told.push(figures),
    })
    const data = await callback.asyncPreCallHook({}, undefined, { ...ASKED, tools: [TOOL, RETRIEVE] })
    expect(resultsOf(data)).toEqual([expect.stringContaining(`key ${KEY}`)])
    await callback.asyncPostCallSuccessHook(data, {}, { usage: { prompt_tokens: 7, completion_tokens: 1 } })
    await callback.asyncPostCallSuccessHook(ASKED, {}, {})
    expect(told).toMatchObject([{ keys: [KEY], usage: { input: 7, output: 1 }, rounds: 0 }])
  })
})

describe('new HeadroomCallback', () => {
  it.each([
    [null, '`options` must be an object, got null'],
    [{ polcy: 'lossless' }, '`polcy` is no option'],
    [{ maxRounds: 0 }, '`maxRounds`'],
    [{ retrieve: 'visible' }, "`store` must be given where `retrieve` is 'visible'"],
    [{ dialect: 'gemini' }, '`dialect` is no option; known are maxRounds, retrieve, onFigures, '],
    [{ onFigures: 7 }, '`onFigures` must be a function, got number'],
  ])('refuses %j', (options, message) => {
    expect(() => new HeadroomCallback(options as never)).toThrow(InvalidOptionError)
    expect(() => new HeadroomCallback(options as never)).toThrow(message)
  })
})
