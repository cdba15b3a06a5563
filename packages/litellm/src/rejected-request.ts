import type { CallData } from './types/callback.ts'

/** A callback has answered in the model's place. */
export class RejectedRequest extends Error {
  override readonly name: string = 'RejectedRequest'
}

/** What the caller gets then: the text as the model's reply, or as a stream of one chunk. */
export function replyOfRejection({ message }: RejectedRequest, { model, stream }: CallData): unknown {
  const said = { role: 'assistant', content: message }
  const ended = { index: 0, finish_reason: 'stop' }
  if (stream === true) return once({ object: 'chat.completion.chunk', model, choices: [{ ...ended, delta: said }] })
  const usage = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }
  return { object: 'chat.completion', model, choices: [{ ...ended, message: said }], usage }
}

async function* once(chunk: unknown): AsyncGenerator<unknown> {
  yield chunk
}
