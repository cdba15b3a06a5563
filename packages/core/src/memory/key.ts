import { inTurns, PASS_LENGTH, type Steps } from '../steps.ts'
import { createTextMemo } from './text-memo.ts'

/** Hex digits of a key: 64 bits. Two texts share one by chance once in 10¹⁰ pairs of a store of 60,000 originals. */
const KEY_LENGTH = 16

/**
 * The key of a text: the start of the SHA-256 of the scope (as JSON), a `t` and the text.
 *
 * @param scope Keeps tenants apart: the same text has different keys in different scopes.
 * @returns 16 lower-case hex digits.
 */
export function keyOf(text: string, scope = ''): Promise<string> {
  if (scope !== '') return digestOf(text, scope)
  const known = keys.get(text)
  if (known !== undefined) return known
  const key = digestOf(text, scope)
  keys.set(text, key)
  // A failure is not remembered: the next call tries again.
  key.catch(() => keys.delete(text))
  return key
}

/** UTF-16 units of text whose keys are remembered: 16 to 32 MiB. A digest takes the thread pool 15 µs, however short the text. */
const MAX_UNITS = 1 << 24

const keys = createTextMemo<Promise<string>>(MAX_UNITS)

async function digestOf(text: string, scope: string): Promise<string> {
  const bytes = await inTurns(utf8InSteps(JSON.stringify(scope), ...wellFormed(text)))
  return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), KEY_LENGTH)
}

/** Whether a value has the shape of a key: 16 hex digits, or 32 for what a text became in a context. */
export function isKey(value: unknown): value is string {
  return typeof value === 'string' && /^(?:[0-9a-f]{16}){1,2}$/.test(value)
}

// UTF-8 has no lone surrogates: the encoder would turn all of them into one character, and different texts into one key.
// The first letter keeps such a text apart from one that reads like its JSON.
function wellFormed(text: string): [mark: string, text: string] {
  return text.isWellFormed() ? ['t', text] : ['j', JSON.stringify(text)]
}

const encoder = new TextEncoder()

/** UTF-16 units that are encoded at once: 2 ms. */
const CHUNK = 16 * PASS_LENGTH

function* utf8InSteps(...texts: readonly string[]): Steps<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for (const text of texts) {
    for (let from = 0; from < text.length;) {
      const to = isHighSurrogate(text.charCodeAt(from + CHUNK - 1)) ? from + CHUNK - 1 : from + CHUNK
      const chunk = encoder.encode(text.slice(from, to))
      chunks.push(chunk)
      size += chunk.length
      from = to
      if (from < text.length) yield
    }
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00
}

function hexOf(bytes: Uint8Array, digits: number): string {
  let hex = ''
  for (let index = 0; index < digits / 2; index++) hex += (bytes[index] ?? 0).toString(16).padStart(2, '0')
  return hex
}
