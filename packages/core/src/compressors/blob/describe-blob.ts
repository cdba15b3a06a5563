import { atOnce } from '../../steps.ts'
import type { Blob } from './blob-run.ts'
import { findBlobs, MIN_BLOB } from './find-blobs.ts'
import { grouped } from './grouped.ts'
import { hashOf } from './hash.ts'

/**
 * Says in one short line what a text is that stands for bytes: base64 (standard or URL-safe, with line breaks, as a data
 * URL) or hex of at least 1,000 digits, also behind `0x`: `[base64 PNG image, 48,213 bytes in 64,284 characters, hash
 * 9f3c12ab34cd56ef]`. The hash is of the characters as they stand; equal texts have equal hashes.
 *
 * @returns Undefined for any other text: also for texts of fewer than 400 characters, web tokens and keys.
 */
export function describeBlob(text: string): string | undefined {
  if (text.length < MIN_BLOB || SPACED.test(text.slice(0, MIN_BLOB / 10))) return undefined
  const [blob] = atOnce(findBlobs(text))
  if (blob === undefined) return undefined
  const isAll = HEX_PREFIXES.has(text.slice(0, blob.start)) && text.slice(blob.end).trim() === ''
  return isAll ? blobLine(blob, hashOf(text.slice(0, blob.end)), blob.end) : undefined
}

/** What may stand before the digits; the last two as in a string of SQL, raw and in JSON. */
const HEX_PREFIXES: ReadonlySet<string> = new Set(['', '0x', '0X', '\\x', '\\\\x'])

const SPACED = /\s/

/** The line for a blob of so many characters. */
export function blobLine(blob: Blob, hash: string, length: number): string {
  return `[${blobName(blob)}, ${grouped(blob.bytes)} bytes in ${grouped(length)} characters, hash ${hash}]`
}

/** What a blob is, without its size. */
export function blobName({ isUrl, base, type }: Blob): string {
  return isUrl ? `data URL ${type ?? 'text/plain'}` : `${base} ${type ?? 'data'}`
}
