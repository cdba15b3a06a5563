import { InvalidOptionError } from '@headroom/core'
import { HASHES, stableHash } from './stable-hash.ts'

/** Goes before the name, so that this lot is independent of any other that is drawn by the same hash. */
const LOT = 'headroom holdout\0'

/**
 * Whether a conversation is one that stays as it is, to measure the others by. Depends on nothing but its name and the share: the
 * same in every process, and who is held out at one share is so at every higher one.
 *
 * @param share Share of conversations to hold out, from 0 to 1.
 * @throws InvalidOptionError for another share, or a name that is no string: all such would share one lot.
 */
export function isHeldOut(conversation: string, share: number): boolean {
  if (typeof share !== 'number' || !(share >= 0 && share <= 1))
    throw new InvalidOptionError('holdout', `must be from 0 to 1, got ${String(share)}`)
  if (typeof conversation !== 'string')
    throw new InvalidOptionError('conversation', `must be a string, got ${String(conversation)}`)
  return stableHash(LOT + conversation) / HASHES < share
}
