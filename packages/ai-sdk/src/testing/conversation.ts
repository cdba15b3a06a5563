import { createMemoryStore, type Store } from '@headroom/core'
import { convertReadableStreamToArray, MockLanguageModelV4 } from 'ai/test'
import type { HeadroomOptions } from '../options.ts'
import { withHeadroom } from '../with-headroom.ts'
import { firstAndLast } from './first-and-last.ts'
import { type Reply, type StreamedPart, streamed, text } from './replies.ts'

/** The call options of the AI SDK that tests write. */
export type Params = Parameters<MockLanguageModelV4['doGenerate']>[0]
/** A message of them. */
export type PromptMessage = Params['prompt'][number]

/** A wrapped model that gives scripted answers, and what it was asked. */
export interface Conversation {
  readonly store: Store
  /** Every request upstream so far. */
  readonly sent: readonly Params[]
  /** Asks the wrapped model and gives its whole answer. */
  generate(params: Params): Promise<Reply>
  /** Asks the wrapped model for a stream and reads it to its end. */
  stream(params: Params): Promise<readonly StreamedPart[]>
}

/** A model that answers one reply after the other, generated or streamed, behind the middleware with `firstAndLast`. */
export function conversationOf(replies: readonly Reply[], options: HeadroomOptions = {}): Conversation {
  const store = options.store ?? createMemoryStore()
  const sent: Params[] = []
  const answer = (params: Params): Reply => {
    sent.push(params)
    const given = replies[sent.length - 1]
    if (given === undefined) throw new Error('The script has no more replies.')
    return given
  }
  const model = new MockLanguageModelV4({
    doGenerate: (params) => Promise.resolve(answer(params)),
    doStream: (params) => Promise.resolve(streamed(answer(params))),
  })
  const wrapped = withHeadroom(model, { compressors: [firstAndLast], ...options, store })
  return {
    store,
    sent,
    generate: async (params) => wrapped.doGenerate(params),
    stream: async (params) => convertReadableStreamToArray((await wrapped.doStream(params)).stream),
  }
}

/** What a user says. */
export function user(words: string): PromptMessage {
  return { role: 'user', content: [{ type: 'text', text: words }] }
}

/** A call and its result, as two messages. */
export function toolStep(id: string, output: string, toolName = 'load'): PromptMessage[] {
  const named = { toolCallId: id, toolName }
  return [
    { role: 'assistant', content: [{ type: 'tool-call', ...named, input: { path: id } }] },
    { role: 'tool', content: [{ type: 'tool-result', ...named, output: { type: 'text', value: output } }] },
  ]
}

/** An answer as a client that drops what it need not keep sends it back: texts and calls only. */
export function kept({ content }: Pick<Reply, 'content'>): PromptMessage {
  type Parts = Extract<PromptMessage, { role: 'assistant' }>['content']
  return {
    role: 'assistant',
    content: content.flatMap((piece): Parts => {
      if (piece.type === 'text') return piece.text === '' ? [] : [{ type: 'text', text: piece.text }]
      if (piece.type !== 'tool-call') return []
      const { type, toolCallId, toolName, input } = piece
      return [{ type, toolCallId, toolName, input: JSON.parse(input) as unknown }]
    }),
  }
}

/** Usage, reason and metadata come with the last part. */
export function finishOf(parts: readonly StreamedPart[]): Extract<StreamedPart, { type: 'finish' }> {
  const last = parts.at(-1)
  if (last?.type !== 'finish') throw new Error('The stream ends without a finish.')
  return last
}

/** What the texts of a stream say. */
export function textOf(parts: readonly StreamedPart[]): string {
  return parts.map((part) => (part.type === 'text-delta' ? part.delta : '')).join('')
}

/** A text reply that only ends a script. */
export const DONE: Reply['content'][number] = text('Done.')
