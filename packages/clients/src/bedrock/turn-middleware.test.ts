import { createMemoryStore, defineCompressor, type FetchOptions } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { turnMiddleware } from './turn-middleware.ts'

type Members = Readonly<Record<string, unknown>>

const LOG = Array.from({ length: 150 }, (_, index) => `LOG ${index}: request served by the cart`).join('\n')
const KEY = /key ([0-9a-f]{16})/

/** Shows the first line. */
const firstLine = defineCompressor({
  name: 'first-line',
  unit: 'lines',
  detect: (text) => (text.startsWith('LOG') ? 1 : 0),
  parse: (text) => ({ units: text.split('\n').map((line) => ({ text: line })) }),
  select: () => ({ indices: [0], reasons: ['first'] }),
  render: ({ units }, { indices }) => indices.map((index) => units[index]?.text).join('\n'),
})

const CALL = { toolUse: { toolUseId: 't1', name: 'query_logs', input: {} } }
const INPUT = {
  modelId: 'amazon.nova',
  messages: [
    { role: 'user', content: [{ text: 'Why?' }] },
    { role: 'assistant', content: [CALL] },
    { role: 'user', content: [{ toolResult: { toolUseId: 't1', content: [{ text: LOG }] } }] },
  ],
  toolConfig: { tools: [{ toolSpec: { name: 'query_logs', inputSchema: { json: {} } } }] },
}
const BYTES = Uint8Array.of(1, 2, 255)
const HIDDEN_THOUGHT = { reasoningContent: { redactedContent: BYTES } }

/** A command through the middleware: what reaches the service, which answers by a script. */
function service(name: string, outputs: readonly ((input: Members) => Members)[], options: Partial<FetchOptions> = {}) {
  const inputs: Members[] = []
  const next = async ({ input }: { readonly input: Members }) => {
    const output = outputs[inputs.push(input) - 1]
    if (output === undefined) throw new Error('The service has no more to say.')
    return { response: {}, output: output(input) }
  }
  const store = createMemoryStore()
  const middleware = turnMiddleware({ store, compressors: [firstLine], ...options })
  return { inputs, send: (input: Members) => middleware(next, { commandName: name })({ input }) }
}

function said(...content: readonly unknown[]) {
  const isCall = content.some((block) => 'toolUse' in Object(block))
  return {
    output: { message: { role: 'assistant', content } },
    stopReason: isCall ? 'tool_use' : 'end_turn',
    usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
    $metadata: { requestId: 'r' },
  }
}

function retrieving(input: Members): unknown {
  const key = KEY.exec(JSON.stringify(input))?.[1]
  return { toolUse: { toolUseId: 'own', name: 'headroom_retrieve', input: { key, lines: '75' } } }
}

describe('turnMiddleware', () => {
  it('sends bytes of the model back as they came', async () => {
    const { inputs, send } = service('ConverseCommand', [
      (input) => said(HIDDEN_THOUGHT, retrieving(input)),
      () => said({ text: 'Line 75.' }),
      () => said({ text: 'Bye.' }),
    ])
    const { output } = await send(INPUT)
    const { message } = Object(output['output'])
    expect(message.content).toEqual([HIDDEN_THOUGHT, { text: 'Line 75.' }])
    expect(output).toMatchObject({ usage: { totalTokens: 4 }, $metadata: { requestId: 'r' } })
    expect(Object(inputs[1]).messages[3].content[0]).toEqual(HIDDEN_THOUGHT)
    await send({ ...INPUT, messages: [...INPUT.messages, message, { role: 'user', content: [{ text: 'Thanks.' }] }] })
    const { messages } = Object(inputs[2])
    expect(messages.slice(0, 5)).toEqual(Object(inputs[1]).messages)
    expect(messages[3].content[0].reasoningContent.redactedContent).toBeInstanceOf(Uint8Array)
  })

  it('gives the very command and answer where nothing is to be done', async () => {
    const reply = said({ text: 'Hi.' })
    const input = { modelId: 'm', messages: [{ role: 'user', content: [{ text: 'Hi.' }] }] }
    for (const options of [{}, { enabled: false }]) {
      const { inputs, send } = service('ConverseCommand', [() => reply], options)
      expect((await send(input)).output).toBe(reply)
      expect(inputs[0]).toBe(input)
    }
    const { inputs, send } = service('ApplyGuardrailCommand', [() => reply])
    expect((await send(INPUT)).output).toBe(reply)
    expect(inputs[0]).toBe(INPUT)
  })

  it('gives on what is no conversation, and what cannot be JSON', async () => {
    const circular: Record<string, unknown> = {}
    circular['self'] = circular
    const result = (content: unknown) => ({ toolResult: { toolUseId: 't1', content } })
    const contents = [
      undefined,
      [],
      [{ json: circular }],
      [{ image: { format: 'png', source: { bytes: BYTES } } }],
      [{ json: 10n }],
    ]
    for (const content of contents) {
      const messages = [...INPUT.messages.slice(0, 2), { role: 'user', content: [result(content)] }]
      const { inputs, send } = service('ConverseCommand', [() => said({ text: 'Hm.' })])
      await send({ ...INPUT, messages })
      expect(Object(inputs[0]).messages).toBe(messages)
    }
    for (const input of [{}, { messages: undefined }, { messages: [null, { role: 'user' }] }]) {
      const { inputs, send } = service('ConverseCommand', [() => ({})])
      expect((await send(input)).output).toEqual({})
      expect(inputs[0]).toBe(input)
    }
  })

  it('gives on bodies that it cannot read, and answers', async () => {
    const bodies = [undefined, '{', new Uint8Array([0xff]), '{"prompt":"Why?"}', 7]
    for (const body of bodies) {
      const { inputs, send } = service('InvokeModelCommand', [() => ({ body: BYTES })])
      expect((await send({ modelId: 'm', body })).output).toEqual({ body: BYTES })
      expect(inputs[0]).toEqual({ modelId: 'm', body })
    }
    const body = JSON.stringify({ anthropic_version: 'b', messages: [], tools: [{ name: 'a', input_schema: {} }] })
    const { send } = service('InvokeModelCommand', [() => ({ body: BYTES })])
    expect((await send({ modelId: 'm', body })).output).toEqual({ body: BYTES })
  })

  it('rejects as the service does, in a later round, too', async () => {
    const { inputs, send } = service('ConverseCommand', [(input) => said(retrieving(input))])
    await expect(send(INPUT)).rejects.toThrow('The service has no more to say.')
    expect(inputs).toHaveLength(2)
  })

  it('throws what a later round of a stream fails with where its events would be read', async () => {
    async function* events(input: Members): AsyncGenerator<unknown> {
      const { toolUse } = Object(retrieving(input))
      yield { messageStart: { role: 'assistant' } }
      yield { contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'A moment.' } } }
      yield { contentBlockStop: { contentBlockIndex: 0 } }
      yield { contentBlockStart: { contentBlockIndex: 1, start: { toolUse: { ...toolUse, input: undefined } } } }
      yield {
        contentBlockDelta: { contentBlockIndex: 1, delta: { toolUse: { input: JSON.stringify(toolUse.input) } } },
      }
      yield { contentBlockStop: { contentBlockIndex: 1 } }
      yield { messageStop: { stopReason: 'tool_use' } }
    }
    const { send } = service('ConverseStreamCommand', [(input) => ({ stream: events(input) })])
    const { output } = await send(INPUT)
    const seen: unknown[] = []
    const reading = (async () => {
      for await (const event of output['stream'] as AsyncIterable<unknown>) seen.push(event)
    })()
    await expect(reading).rejects.toThrow('The service has no more to say.')
    expect(JSON.stringify(seen)).toContain('A moment.')
    expect(JSON.stringify(seen)).not.toContain('headroom_retrieve')
  })
})
