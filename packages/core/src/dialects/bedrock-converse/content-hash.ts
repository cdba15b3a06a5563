import { quickHash } from '../../memory/quick-hash.ts'

/**
 * A hash of what a block holds: the same wherever it stands, with and without marks of caches. Bytes count as such, which is how the
 * AWS SDK has what is base64 on the wire.
 *
 * @returns As `quickHash`; that of an empty text where the value is no JSON.
 */
export function contentHash(value: unknown): string {
  try {
    return quickHash(JSON.stringify(value, unmarked) ?? '')
  } catch {
    // A cycle or a bigint, only in objects that never came from JSON.
    return quickHash('')
  }
}

function unmarked(key: string, value: unknown): unknown {
  if (key === 'cachePoint') return undefined
  return value instanceof Uint8Array ? BYTES.decode(value) : value
}

/** Each byte is one character. */
const BYTES = new TextDecoder('latin1')
