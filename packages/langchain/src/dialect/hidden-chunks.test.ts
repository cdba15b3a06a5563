import { AIMessageChunk } from '@langchain/core/messages'
import { ChatGenerationChunk } from '@langchain/core/outputs'
import { describe, expect, it } from 'vitest'
import { createHiddenChunks } from './hidden-chunks.ts'

type Fields = ConstructorParameters<typeof AIMessageChunk>[0]

function chunk(fields: object, generationInfo?: Record<string, unknown>): ChatGenerationChunk {
  const message = new AIMessageChunk({ content: '', ...fields } as Fields)
  return new ChatGenerationChunk({ message, text: message.text, ...(generationInfo && { generationInfo }) })
}

function piece(index: number, args: string, name?: string): object {
  return { tool_call_chunks: [{ index, args, ...(name !== undefined && { name, id: `call ${name}` }) }] }
}

const HIDDEN = 'headroom_retrieve'

/** What a client makes of the chunks of rounds, of which each but the last is followed by another. */
function shown(...rounds: readonly (readonly ChatGenerationChunk[])[]): {
  readonly whole: ChatGenerationChunk
  readonly chunks: readonly ChatGenerationChunk[]
} {
  const stream = createHiddenChunks((name) => name === HIDDEN)
  const chunks = rounds.flatMap((round, index) => {
    const seen = round.flatMap((one) => stream.push(one))
    if (index < rounds.length - 1) stream.next()
    return seen
  })
  const all = [...chunks, ...stream.end()] as ChatGenerationChunk[]
  expect(JSON.stringify(all)).not.toContain(HIDDEN)
  return { chunks: all, whole: all.reduce((joined, one) => joined.concat(one)) }
}

/** A round of OpenAI's chat models that writes and calls the hidden tool. */
const LOOKING = [
  chunk({ content: 'One. ', id: 'a1', response_metadata: { model_name: 'm' } }, { completion: 0 }),
  chunk({
    ...piece(0, '{"key', HIDDEN),
    additional_kwargs: { tool_calls: [{ index: 0, function: { name: HIDDEN } }] },
  }),
  chunk({ ...piece(0, '":1}'), additional_kwargs: { tool_calls: [{ index: 0, function: { arguments: '":1}' } }] } }),
  chunk({}, { finish_reason: 'tool_calls', model_name: 'm' }),
  chunk({ usage_metadata: { input_tokens: 1, output_tokens: 2, total_tokens: 3 } }),
]

describe('createHiddenChunks', () => {
  it('tells the role in which messages of Bedrock start once', () => {
    const start = chunk({ response_metadata: { messageStart: { role: 'assistant' } } })
    const { whole } = shown([start, ...LOOKING], [start, chunk({ content: 'Two.' })])
    expect(whole.message.response_metadata['messageStart']).toEqual({ role: 'assistant' })
  })

  it('passes the very chunks of a round without hidden calls', () => {
    const round = [
      chunk({ content: 'A', id: 'a1' }),
      chunk(piece(0, '{}', 'load')),
      chunk({}, { finish_reason: 'stop' }),
    ]
    const { chunks } = shown(round)
    expect(chunks.every((one, index) => one === round[index])).toBe(true)
    expect(chunks).toHaveLength(3)
  })

  it('shows the rounds as one message: its id and model once, texts of all, usage summed, the last reason', () => {
    const { whole } = shown(LOOKING, [
      chunk({ content: 'Two.', id: 'a2', response_metadata: { model_name: 'm' } }, { completion: 0 }),
      chunk({}, { finish_reason: 'stop', model_name: 'm' }),
      chunk({ usage_metadata: { input_tokens: 10, output_tokens: 20, total_tokens: 30 } }),
    ])
    expect(whole.message).toMatchObject({ content: 'One. Two.', id: 'a1', response_metadata: { model_name: 'm' } })
    expect(whole.message).toMatchObject({ usage_metadata: { input_tokens: 11, output_tokens: 22, total_tokens: 33 } })
    expect(whole.message).toMatchObject({ tool_calls: [], invalid_tool_calls: [], additional_kwargs: {} })
    expect(whole.generationInfo).toMatchObject({ finish_reason: 'stop' })
    expect(whole.text).toBe('One. Two.')
  })

  it('shows calls of the client beside hidden ones, and that they are why the round ended', () => {
    const { whole } = shown([
      chunk({ ...piece(0, '{"a', 'load'), id: 'a1' }),
      chunk(piece(0, '":1}')),
      chunk(piece(1, '', HIDDEN)),
      chunk(piece(1, '{}')),
      chunk(piece(2, '{}', 'other')),
      chunk({}, { finish_reason: 'tool_calls' }),
    ])
    expect((whole.message as AIMessageChunk).tool_calls).toMatchObject([
      { name: 'load', args: { a: 1 } },
      { name: 'other', args: {} },
    ])
    expect(whole.generationInfo).toEqual({ finish_reason: 'tool_calls' })
  })

  it('does not say that calls are why it ended where none is left', () => {
    expect(shown(LOOKING).whole.generationInfo).toMatchObject({ finish_reason: 'stop' })
  })

  it('tells blocks of rounds apart by their places, arguments of hidden calls left out', () => {
    const thought = (text: string): object => ({
      content: [{ type: 'thinking', thinking: text, signature: text, index: 0 }],
    })
    const { whole } = shown(
      [
        chunk({ ...thought('one'), id: 'a1' }),
        chunk({ content: [{ type: 'tool_use', name: HIDDEN, id: 'r', input: '', index: 1 }], ...piece(1, '', HIDDEN) }),
        chunk({ content: [{ type: 'input_json_delta', input: '{}', index: 1 }], ...piece(1, '{}') }),
        chunk({ content: [], additional_kwargs: { stop_reason: 'tool_use' } }),
      ],
      [
        chunk(thought('two')),
        chunk({
          content: [{ type: 'tool_use', name: 'load', id: 'u', input: '', index: 1 }],
          ...piece(1, '{}', 'load'),
        }),
        chunk({ content: [], additional_kwargs: { stop_reason: 'tool_use' } }),
      ],
    )
    expect(whole.message.content).toMatchObject([
      { type: 'thinking', thinking: 'one', signature: 'one' },
      { type: 'thinking', thinking: 'two', signature: 'two' },
      { type: 'tool_use', name: 'load' },
    ])
    expect(whole.message.additional_kwargs).toEqual({ stop_reason: 'tool_use' })
  })

  it('appends reasoning that is told beside the content, and nothing else twice', () => {
    const begun = { role: 'assistant', reasoning_content: 'Hm. ' }
    const { whole } = shown(
      [chunk({ additional_kwargs: begun, id: 'a1' }), ...LOOKING.slice(1)],
      [chunk({ additional_kwargs: { ...begun, reasoning_content: 'Ah.' } }), chunk({ content: 'So.' })],
    )
    expect(whole.message.additional_kwargs).toEqual({ role: 'assistant', reasoning_content: 'Hm. Ah.' })
  })

  it('keeps items of all rounds without hidden calls, and declarations without the hidden tool', () => {
    const completed = (...output: readonly object[]): ChatGenerationChunk =>
      chunk({ response_metadata: { output, tools: [{ name: 'load' }, { name: HIDDEN }] } })
    const { whole } = shown(
      [
        chunk({ ...piece(0, '{}', HIDDEN), id: 'a1' }),
        completed({ type: 'reasoning', id: 'rs' }, { type: 'function_call', name: HIDDEN }),
      ],
      [chunk({ content: 'So.' }), completed({ type: 'message', id: 'msg' })],
    )
    expect(whole.message.response_metadata).toEqual({
      output: [
        { type: 'reasoning', id: 'rs' },
        { type: 'message', id: 'msg' },
      ],
      tools: [{ name: 'load' }],
    })
  })

  it('passes what is no chunk of an answer', () => {
    const { push } = createHiddenChunks(() => true)
    for (const odd of [null, 'text', {}, { message: { type: 'generic', content: 'A' } }])
      expect(push(odd)).toEqual([odd])
  })
})
