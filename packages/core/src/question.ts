/** What is being asked when a tool result appears: all of it stood before the result (promise P1). */
export interface Question {
  /** The nearest earlier user text, clipped. */
  readonly asked: string
  /** The input of the call that produced the result, clipped; empty where there is none. */
  readonly input: string
}

/** Characters of a text that are read, half from its start and half from its end: where questions are asked. */
const MAX_LENGTH = 4_000

/** The part of a user text or a call's input that takes part in a question. */
export function clipped(text: string): string {
  if (text.length <= MAX_LENGTH) return text
  return `${text.slice(0, MAX_LENGTH / 2)}\n${text.slice(-MAX_LENGTH / 2)}`
}

/** A question as one text, for compressors. */
export function queryOf({ asked, input }: Question): string {
  return input === '' ? asked : `${asked}\n${input}`
}
