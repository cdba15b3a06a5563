import { quickHash } from '../../memory/quick-hash.ts'
import { atOnce, STEP_LENGTH, type Steps } from '../../steps.ts'

/** Hashes a text of any length in steps, for telling stretches apart. 16 hex digits; of a short text its `quickHash`. */
export function* hashSteps(text: string): Steps<string> {
  if (text.length <= STEP_LENGTH) return quickHash(text)
  const hashes: string[] = []
  for (let at = 0; at < text.length; at += STEP_LENGTH) {
    hashes.push(quickHash(text.slice(at, at + STEP_LENGTH)))
    yield
  }
  return quickHash(hashes.join(''))
}

/** `hashSteps`, at once. */
export function hashOf(text: string): string {
  return atOnce(hashSteps(text))
}
