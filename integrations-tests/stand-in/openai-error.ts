import type { Refusal } from './room.ts'

/** A refusal as OpenAI writes one, in both its APIs. */
export function openaiError({ type, message, param, code }: Refusal): unknown {
  return { error: { message, type, param: param ?? null, code: code ?? null } }
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
