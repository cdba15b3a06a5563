import { createHash } from 'node:crypto'

/** Hexadecimal digits of an id or signature: as long as the providers' ids are, far from a collision in a test. */
const DIGEST_LENGTH = 24

/** A short hash of a text, in lower-case hexadecimal. The same text gives the same digest in every process. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, DIGEST_LENGTH)
}
