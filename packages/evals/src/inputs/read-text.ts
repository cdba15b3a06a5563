import { readFile, stat } from 'node:fs/promises'

/** A file's text, or why there is none. */
export type ReadText = { readonly text: string } | { readonly why: string }

/** Larger files are no output that an agent gets, and no conversation that a provider takes: requests end at 32 MB. */
const MAX_BYTES = 1 << 26

/** Reads a file that should be UTF-8 text. Never throws. */
export async function readText(path: string): Promise<ReadText> {
  try {
    const { size } = await stat(path)
    if (size > MAX_BYTES) return { why: `larger than ${MAX_BYTES / 2 ** 20} MiB` }
    const bytes = await readFile(path)
    if (bytes.length === 0) return { why: 'empty' }
    if (bytes.includes(0)) return { why: 'binary' }
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch (error) {
    if (error instanceof TypeError) return { why: 'not UTF-8' }
    return { why: `cannot be read: ${error instanceof Error ? error.message : String(error)}` }
  }
}

/** A JSON text's value; undefined where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON.
    return undefined
  }
}

/** An object of JSON. */
export type JsonRecord = Readonly<Record<string, unknown>>

/** Whether a value is an object of JSON. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
