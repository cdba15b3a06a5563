import type { Refusal } from './room.ts'

/** A refusal as OpenAI writes one, in both its APIs. */
export function openaiError(refusal: Refusal): { readonly error: OpenaiError } {
  const { message, param, code } = refusal
  const [type, ownCode] = WORDS[refusal.type] ?? [refusal.type, null]
  return { error: { message, type, param: param ?? null, code: code ?? ownCode } }
}

/** The `error` member of a refusal. */
interface OpenaiError {
  /** For people. */
  readonly message: string
  /** The kind of error. */
  readonly type: string
  /** The request member at fault. */
  readonly param: string | null
  /** For programs. */
  readonly code: string | null
}

/** OpenAI's type and code for what Anthropic has another word for. Source: error bodies that clients have reported. */
const WORDS: Readonly<Record<string, readonly [type: string, code: string]>> = {
  api_error: ['server_error', 'server_error'],
  overloaded_error: ['server_error', 'server_is_overloaded'],
  rate_limit_error: ['tokens', 'rate_limit_exceeded'],
}

/** A refused request member, as OpenAI answers it. */
export function openaiRefusal(message: string, param: string): Refusal {
  return { status: 400, type: 'invalid_request_error', message, param }
}

/** A name that is declared twice. The service refuses it; the wording is ours. */
export function checkToolNames(names: readonly string[]): Refusal | undefined {
  const duplicate = names.find((name, at) => names.indexOf(name) < at)
  if (duplicate === undefined) return undefined
  return openaiRefusal(`Invalid 'tools': tool names must be unique, and '${duplicate}' is declared twice.`, 'tools')
}
