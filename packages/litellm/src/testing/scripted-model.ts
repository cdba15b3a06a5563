import type { CallData } from '../types/callback.ts'

/** What a scripted model says: a text, calls, or both. */
export interface Saying {
  readonly content?: string
  readonly calls?: readonly (readonly [id: string, name: string, args: unknown])[]
}

/** A completion that follows a script, and what it was asked. */
export interface ScriptedModel {
  readonly completion: (data: CallData, options?: unknown) => Promise<unknown>
  readonly asked: CallData[]
  readonly options: unknown[]
}

/** Says one thing after the other: whole, or for `stream: true` in chunks. An error is thrown. */
export function scriptedModel(script: readonly (Saying | Error)[]): ScriptedModel {
  const asked: CallData[] = []
  const options: unknown[] = []
  return {
    asked,
    options,
    async completion(data, given) {
      const saying = script[asked.length]
      asked.push(data)
      options.push(given)
      if (saying === undefined) throw new Error('The script has no more replies.')
      if (saying instanceof Error) throw saying
      return data['stream'] === true ? chunksOf(saying) : replyOf(saying)
    },
  }
}

const USAGE = { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 }

function callsOf({ calls = [] }: Saying): readonly unknown[] {
  return calls.map(([id, name, args]) => ({
    id,
    type: 'function',
    function: { name, arguments: JSON.stringify(args) },
  }))
}

function replyOf(saying: Saying): unknown {
  const calls = callsOf(saying)
  const message = {
    role: 'assistant',
    content: saying.content ?? null,
    ...(calls.length > 0 && { tool_calls: calls }),
  }
  const reason = calls.length > 0 ? 'tool_calls' : 'stop'
  return {
    object: 'chat.completion',
    model: 'gpt-5.5',
    choices: [{ index: 0, message, finish_reason: reason }],
    usage: USAGE,
  }
}

async function* chunksOf(saying: Saying): AsyncGenerator<unknown> {
  const chunk = (delta: unknown, reason: string | null = null): unknown => ({
    object: 'chat.completion.chunk',
    model: 'gpt-5.5',
    choices: [{ index: 0, delta, finish_reason: reason }],
  })
  yield chunk({ role: 'assistant', content: '' })
  for (const content of saying.content?.match(/.{1,4}/g) ?? []) yield chunk({ content })
  const calls = callsOf(saying)
  for (const [index, call] of calls.entries()) yield chunk({ tool_calls: [{ index, ...Object(call) }] })
  yield chunk({}, calls.length > 0 ? 'tool_calls' : 'stop')
  yield { object: 'chat.completion.chunk', model: 'gpt-5.5', choices: [], usage: USAGE }
}
