import { AIMessage, AIMessageChunk } from '@langchain/core/messages'
import { describe, expect, it } from 'vitest'
import type { Message } from '../types/request.ts'
import { langChain } from './index.ts'
import { shownAnswer } from './shown-answer.ts'

function answer(fields: object): Message {
  return new AIMessage({ content: '', ...fields } as never) as unknown as Message
}

const HIDDEN = 'headroom_retrieve'
const isHidden = (name: string): boolean => name === HIDDEN

describe('langChain', () => {
  it.each([
    [{ finish_reason: 'stop' }, 'end'],
    [{ finish_reason: 'tool_calls' }, 'calls'],
    [{ finish_reason: 'length' }, 'length'],
    [{ finish_reason: 'content_filter' }, 'refused'],
    [{ stop_reason: 'end_turn' }, 'end'],
    [{ stop_reason: 'pause_turn' }, 'pause'],
    [{ finishReason: 'STOP' }, 'end'],
    [{ finishReason: 'SAFETY' }, 'refused'],
    [{ stopReason: 'tool_use' }, 'calls'],
    [{ messageStop: { stopReason: 'max_tokens' } }, 'length'],
    [{ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }, 'length'],
    [{ status: 'failed' }, 'failed'],
    [{ status: 'completed' }, 'end'],
    [{}, 'end'],
  ])('reads why an answer ended: %j', (response_metadata, reason) => {
    expect(langChain.stopReason(answer({ response_metadata }))).toBe(reason)
  })

  it('takes an answer with calls to have ended for them where nothing is told', () => {
    expect(langChain.stopReason(answer({ tool_calls: [{ id: 'a', name: 'load', args: {} }] }))).toBe('calls')
  })

  it('reads calls, also those whose arguments are no JSON', () => {
    const invalid_tool_calls = [{ id: 'b', name: 'load', args: '{' }]
    const calls = langChain.toolCalls(
      answer({ tool_calls: [{ id: 'a', name: 'load', args: { x: 1 } }], invalid_tool_calls }),
    )
    expect([...calls]).toEqual([
      { id: 'a', name: 'load', input: '{"x":1}' },
      { id: 'b', name: 'load', input: '{' },
    ])
  })

  it('reads usage in classes that do not overlap', () => {
    const details = {
      input_token_details: { cache_read: 30, cache_creation: 5 },
      output_token_details: { reasoning: 2 },
    }
    const usage_metadata = { input_tokens: 100, output_tokens: 7, total_tokens: 107, ...details }
    const classes = { input: 65, cacheRead: 30, cacheWrite: 5, output: 7, reasoning: 2 }
    expect(langChain.usage(answer({ usage_metadata }))).toEqual(classes)
    expect(langChain.usage(answer({}))).toBeUndefined()
  })

  it('appends an answer and the results of its calls', () => {
    const said = answer({ tool_calls: [{ id: 'a', name: 'load', args: {} }] })
    const edits = langChain.continueWith({ messages: [] }, said, [{ id: 'a', name: 'load', text: 'no', isError: true }])
    expect(edits.map(({ path }) => path)).toEqual([
      ['messages', '-'],
      ['messages', '-'],
    ])
    expect(edits[0]?.value).toBe(said)
    expect(edits[1]?.value).toMatchObject({
      type: 'tool',
      content: 'no',
      tool_call_id: 'a',
      name: 'load',
      status: 'error',
    })
  })

  it('puts chunks together, and gives nothing where they do not fit', () => {
    const [reader, odd] = [langChain.readStream(), langChain.readStream()]
    for (const content of ['A', 'B']) reader.push(new AIMessageChunk({ content }))
    reader.push(null)
    expect(reader.reply()?.content).toBe('AB')
    for (const x of ['a', 1]) odd.push(new AIMessageChunk({ content: '', additional_kwargs: { x } }))
    expect(odd.reply()).toBeUndefined()
    expect(langChain.readStream().reply()).toBeUndefined()
  })
})

describe('shownAnswer', () => {
  it('joins texts and blocks in order, without hidden calls in any of the forms in which providers repeat them', () => {
    const call = { id: 'r', name: HIDDEN, args: {} }
    const blocks = [
      { type: 'thinking', thinking: 'hm' },
      { type: 'tool_use', id: 'r', name: HIDDEN },
      { type: 'functionCall', functionCall: { name: HIDDEN } },
    ]
    const looking = answer({
      content: blocks,
      tool_calls: [call],
      additional_kwargs: {
        tool_calls: [{ id: 'r', function: { name: HIDDEN } }],
        __openai_function_call_ids__: { r: 'fc' },
      },
      response_metadata: { output: [{ type: 'function_call', name: HIDDEN }], usage: { prompt_tokens: 1 } },
    })
    const last = answer({
      content: 'So.',
      response_metadata: { output: [{ type: 'message' }], usage: { prompt_tokens: 2 }, finish_reason: 'stop' },
    })
    const { message } = shownAnswer([{ message: looking }, { message: last }], isHidden)
    expect(message.content).toEqual([
      { type: 'thinking', thinking: 'hm' },
      { type: 'text', text: 'So.' },
    ])
    expect(message.response_metadata).toEqual({
      output: [{ type: 'message' }],
      usage: { prompt_tokens: 3 },
      finish_reason: 'stop',
    })
    const alone = shownAnswer([{ message: looking }], isHidden).message
    expect(JSON.stringify(alone)).not.toContain(HIDDEN)
    expect(alone.additional_kwargs).toEqual({ tool_calls: [], __openai_function_call_ids__: {} })
  })

  it('keeps server tools of the provider, whatever they are named', () => {
    const content = [{ type: 'server_tool_use', name: HIDDEN }]
    expect(shownAnswer([{ message: answer({ content }) }], isHidden).message.content).toEqual(content)
  })

  it("sums what a model's result tells of the calls", () => {
    const message = answer({ content: 'A' })
    const result = (promptTokens: number) => ({
      generations: [{ message }],
      llmOutput: { tokenUsage: { promptTokens }, id: promptTokens },
    })
    const shown = shownAnswer(
      [
        { message, result: result(1) },
        { message, result: result(2) },
      ],
      isHidden,
    )
    expect(shown.result?.llmOutput).toEqual({ tokenUsage: { promptTokens: 3 }, id: 2 })
    expect(shown.result?.generations).toMatchObject([{ message: { content: 'AA' } }])
  })
})
