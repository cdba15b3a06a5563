import { readFile, stat } from 'node:fs/promises'

/** A file's text, or why there is none. */
export type ReadText = { readonly text: string } | { readonly why: string }

/** Larger files are no output that an agent gets, and no conversation that a provider takes: requests end at 32 MB. */
const MAX_BYTES = 1 << 26

/** Reads a file that should be text: UTF-8, or UTF-16 with a byte order mark. Never throws. */
export async function readText(path: string): Promise<ReadText> {
  try {
    const { size } = await stat(path)
    if (size > MAX_BYTES) return { why: `larger than ${MAX_BYTES / 2 ** 20} MiB` }
    return textOf(await readFile(path))
  } catch (error) {
    return { why: `cannot be read: ${error instanceof Error ? error.message : String(error)}` }
  }
}

/** The text that bytes are, or why they are none. A byte order mark is kept for UTF-8, as tools print it. Never throws. */
export function textOf(bytes: Uint8Array): ReadText {
  if (bytes.length === 0) return { why: 'empty' }
  const wide = WIDE.find(({ mark }) => startsWith(bytes, mark))
  if (wide === undefined && isBinary(bytes)) return { why: 'binary' }
  try {
    const decoder = new TextDecoder(wide?.encoding ?? 'utf-8', { fatal: true, ignoreBOM: wide === undefined })
    return { text: decoder.decode(bytes) }
  } catch {
    // What cannot be decoded is the only thing that throws here.
    return { why: wide === undefined ? 'not UTF-8' : 'not UTF-16, though it begins as that' }
  }
}

/** Byte order marks of UTF-16. */
const WIDE: readonly { readonly mark: string; readonly encoding: string }[] = [
  { mark: '\xFF\xFE', encoding: 'utf-16le' },
  { mark: '\xFE\xFF', encoding: 'utf-16be' },
]
/** How files begin that may pass for text: PDF, SQLite, gzip, ZIP and its kin, PNG, JPEG, GIF, ELF, WebAssembly. */
const SIGNATURES: readonly string[] = [
  '%PDF-',
  'SQLite format 3\0',
  '\x1F\x8B\x08',
  'PK\x03\x04',
  '\x89PNG',
  '\xFF\xD8\xFF',
  'GIF8',
  '\x7FELF',
  '\0asm',
]
/** Bytes from the start that are looked at: as many as git looks at. */
const LOOKED_AT = 8192
/**
 * Share of control characters from which bytes are binary. Compressed bytes have 0.11 (28 of 256), UTF-16 of Latin letters 0.5; names
 * with a NUL after each (`find -print0`) 0.02 to 0.06, and logs with a stray NUL next to none.
 */
const MAX_CONTROL_SHARE = 0.08

function isBinary(bytes: Uint8Array): boolean {
  if (SIGNATURES.some((signature) => startsWith(bytes, signature))) return true
  const looked = bytes.subarray(0, LOOKED_AT)
  return looked.reduce((count, byte) => count + (isControl(byte) ? 1 : 0), 0) > looked.length * MAX_CONTROL_SHARE
}

// Backspace to carriage return and escape are what terminals get.
function isControl(byte: number): boolean {
  return byte < 0x08 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b) || byte === 0x7f
}

function startsWith(bytes: Uint8Array, signature: string): boolean {
  return bytes.length >= signature.length && [...signature].every((sign, at) => bytes[at] === sign.charCodeAt(0))
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
