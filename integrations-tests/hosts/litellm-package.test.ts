import { type Figures, HeadroomCallback, type LiteLLMCallback, withCallbacks } from '@headroom/litellm'
import { completion } from 'litellm'
import { afterEach, describe, expect, it } from 'vitest'
import { startStandIn, stopStandIns } from '../clients/loop-bench.ts'
import { retrieve } from '../clients/loop-script.ts'
import { objectOf } from '../stand-in/json-value.ts'
import { firstAndLastLines } from './first-and-last-lines.ts'
import { createFunctionsModel, type FunctionsModel, type Saying } from './litellm-functions-model.ts'
import { logOf } from './run-host.ts'

const LOG = logOf('cart', 'checkout')
const FUNCTIONS = [{ name: 'query_logs', parameters: { type: 'object' } }]
const MESSAGES = [
  { role: 'system' as const, content: 'Be brief.' },
  { role: 'user' as const, content: 'Why does checkout answer 503?' },
  { role: 'assistant' as const, content: null, function_call: { name: 'query_logs', arguments: '{}' } },
  { role: 'function' as const, name: 'query_logs', content: LOG },
]
const LOOK: Saying = {
  text: 'Let me look. ',
  call: { name: 'headroom_retrieve', args: { key: '{{key}}', grep: 'ERROR' } },
}

const models: FunctionsModel[] = []
stopStandIns()
afterEach(async () => {
  await Promise.all(models.splice(0).map((model) => model.close()))
})

async function modelOf(...script: readonly Saying[]): Promise<FunctionsModel> {
  const model = await createFunctionsModel(script)
  models.push(model)
  return model
}

function headroom(told: Figures[] = []): HeadroomCallback {
  return new HeadroomCallback({ compressors: [firstAndLastLines], onFigures: (figures) => void told.push(figures) })
}

const SHARED = { model: 'gpt-4', messages: MESSAGES, functions: FUNCTIONS, apiKey: 'none' }

describe('withCallbacks around completion of litellm 0.12', () => {
  it('shortens results of functions, and answers the hidden call', async () => {
    const model = await modelOf(LOOK, { text: 'The pool.' })
    const told: Figures[] = []
    const ask = withCallbacks(completion, { callbacks: [headroom(told)] })
    const reply = await ask({ ...SHARED, baseUrl: model.url, stream: false })
    expect(reply.choices[0]?.message.content).toBe('Let me look. The pool.')
    expect(reply.choices[0]?.message.function_call).toBeUndefined()
    expect(reply.usage).toMatchObject({ prompt_tokens: 200, completion_tokens: 20 })
    expectHiddenExchange(model)
    expect(told).toMatchObject([{ rounds: 1, retrieved: 1, usage: { input: 200, output: 20 } }])
  })

  it('does so in streams', async () => {
    const model = await modelOf(LOOK, { text: 'The pool.' })
    const ask = withCallbacks(completion, { callbacks: [headroom()] })
    let text = ''
    const calls: unknown[] = []
    for await (const { choices } of await ask({ ...SHARED, baseUrl: model.url, stream: true })) {
      text += choices[0]?.delta.content ?? ''
      if (choices[0]?.delta.function_call !== undefined) calls.push(choices[0].delta.function_call)
    }
    expect([text, calls]).toEqual(['Let me look. The pool.', []])
    expectHiddenExchange(model)
  })

  it('gives calls of the own functions as they come', async () => {
    const model = await modelOf({ call: { name: 'query_logs', args: { service: 'cart' } } })
    const ask = withCallbacks(completion, { callbacks: [headroom()] })
    const reply = await ask({ ...SHARED, baseUrl: model.url, stream: false })
    expect(reply.choices[0]).toMatchObject({
      finish_reason: 'function_call',
      message: { function_call: { name: 'query_logs', arguments: '{"service":"cart"}' } },
    })
  })

  it('leaves nothing out for a provider to which litellm hands no functions', async () => {
    const model = await modelOf({ text: 'The pool.' })
    const ask = withCallbacks(completion, { callbacks: [headroom()] })
    const reply = await ask({ ...SHARED, model: 'ollama/llama2', baseUrl: model.url, stream: false })
    expect(reply.choices[0]?.message.content).toBe('The pool.')
    expect(String(model.asked[0]?.['prompt'])).toContain(LOG)
  })

  it('begins each request with the one before, over three turns with tools', async () => {
    const turns = [
      { calls: [{ name: 'query_logs', args: { service: 'cart' } }] },
      { text: 'A moment. ', calls: [retrieve({ grep: 'ERROR' })] },
      { text: 'It is {{match:the pool of \\w+}}.' },
      { text: 'You are welcome.' },
    ]
    const { url, requests } = await startStandIn({ turns }, {})
    const ask = withCallbacks(completion as unknown as (params: object) => Promise<never>, { callbacks: [headroom()] })
    const tools = FUNCTIONS.map((named) => ({ type: 'function', function: named }))
    const messages: unknown[] = [{ role: 'user', content: 'Why?' }]
    const say = async (): Promise<Record<string, unknown>> => {
      const shared = { model: 'gpt-5.5', tools, baseUrl: `${url}/v1`, apiKey: 'none' }
      const reply: unknown = await ask({ ...shared, messages: [...messages] })
      const message = objectOf(objectOf((objectOf(reply)['choices'] as unknown[])[0])['message'])
      messages.push(message)
      return message
    }
    const [call] = (await say())['tool_calls'] as { id: string }[]
    messages.push({ role: 'tool', tool_call_id: call?.id, content: LOG })
    expect((await say())['content']).toBe('A moment. It is the pool of cart.')
    messages.push({ role: 'user', content: 'Thanks.' })
    await say()
    const sent = requests.map(({ body }) => objectOf(body)['messages'] as unknown[])
    expect(sent.map(({ length }) => length)).toEqual([1, 3, 5, 7])
    for (const [index, list] of sent.slice(1).entries()) expect(list.slice(0, sent[index]?.length)).toEqual(sent[index])
    expect(new Set(requests.map(({ body }) => JSON.stringify(objectOf(body)['tools']))).size).toBe(1)
  })

  it('calls the callbacks of the user beside Headroom, once for a call and once for each round', async () => {
    const model = await modelOf(LOOK, { text: 'The pool.' }, LOOK, { text: 'The pool.' })
    const told: string[] = []
    const own: LiteLLMCallback = {
      asyncPreCallHook: () => void told.push('pre call'),
      logPreApiCall: () => void told.push('request'),
      asyncLogSuccessEvent: (_kwargs, reply) =>
        void told.push(
          `success: ${objectOf(objectOf((objectOf(reply)['choices'] as unknown[])[0])['message'])['content']}`,
        ),
      asyncPostCallSuccessHook: () => void told.push('post call'),
    }
    const ask = withCallbacks(completion, { callbacks: [headroom(), own] })
    await ask({ ...SHARED, baseUrl: model.url, stream: false })
    const rounds = ['pre call', 'request', 'pre call', 'request']
    const success = 'success: Let me look. The pool.'
    expect(told.splice(0)).toEqual([...rounds, success, 'post call'])
    for await (const _ of await ask({ ...SHARED, baseUrl: model.url, stream: true }));
    expect(told).toEqual([...rounds, success])
  })

  it('rejects as the package does', async () => {
    const ask = withCallbacks(completion)
    await expect(ask({ ...SHARED, model: 'no-such-model' })).rejects.toThrow('Model: no-such-model not supported.')
  })
})

function expectHiddenExchange({ asked }: FunctionsModel): void {
  const [first, second] = asked.map(({ messages }) => messages as unknown[])
  expect(asked).toHaveLength(2)
  expect(JSON.stringify(first)).not.toContain('LOG number 50 of cart')
  expect(second?.slice(0, 4)).toEqual(first)
  expect(second?.slice(4)).toMatchObject([
    { role: 'assistant', content: 'Let me look. ', function_call: { name: 'headroom_retrieve' } },
    { role: 'function', name: 'headroom_retrieve', content: expect.stringContaining('the pool of cart is exhausted') },
  ])
  for (const { functions, tools } of asked) {
    expect((functions as { name: string }[]).map(({ name }) => name)).toEqual(['query_logs', 'headroom_retrieve'])
    expect(tools).toBeUndefined()
  }
}
