import { createHash } from 'node:crypto'
import type { Entry } from '@headroom/core'

/** First word of every file: what it is and in which version of the format. */
const FORMAT = 'headroom-entry-1'

const KINDS: ReadonlySet<unknown> = new Set<Entry['kind']>(['original', 'output', 'replay', 'exchange'])
const FORMS: ReadonlySet<unknown> = new Set<Entry['form']>([undefined, 'lossless', 'view', 'verbatim'])

/**
 * An entry as the bytes of its file: a line of format and SHA-256 of all that follows, a line of JSON with everything but the
 * text, then the text as UTF-8 to the end of the file. A text with lone surrogates, which UTF-8 does not have, stands as a JSON
 * string instead.
 *
 * @param key Part of the sum, so that a file in another's place is not taken for it.
 */
export function bytesOfEntry(key: string, { text, ...about }: Entry): Uint8Array {
  const isJson = !text.isWellFormed()
  const head = JSON.stringify({ ...about, ...(isJson ? { isJson } : {}) })
  const rest = Buffer.from(`${head}\n${isJson ? JSON.stringify(text) : text}`)
  return Buffer.concat([Buffer.from(`${FORMAT} ${sumOf(key, rest)}\n`), rest])
}

/** The entry that `bytesOfEntry` wrote under a key, or undefined where the bytes are not exactly those. */
export function entryOfBytes(key: string, bytes: Uint8Array): Entry | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const headStart = buffer.indexOf('\n') + 1
  const rest = buffer.subarray(headStart)
  const isWhole = headStart > 0 && buffer.toString('utf8', 0, headStart) === `${FORMAT} ${sumOf(key, rest)}\n`
  return isWhole ? readEntry(rest) : undefined
}

function readEntry(rest: Buffer): Entry | undefined {
  const textStart = rest.indexOf('\n') + 1
  const { isJson, ...about } = JSON.parse(rest.toString('utf8', 0, textStart)) as Omit<Entry, 'text'> & {
    isJson?: true
  }
  if (!KINDS.has(about.kind) || !FORMS.has(about.form)) return undefined
  const written = rest.toString('utf8', textStart)
  const text = isJson === true ? String(JSON.parse(written)) : written
  return { ...about, text }
}

function sumOf(key: string, rest: Uint8Array): string {
  return createHash('sha256').update(key).update(rest).digest('hex')
}
