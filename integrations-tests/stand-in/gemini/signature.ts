import type { JsonObject } from '../json-value.ts'
import { digest } from '../digest.ts'
import { objectOf, stringOf } from '../json-value.ts'
import { memberOf } from './body.ts'

/** How the signature of a part compares with the part. `skipped`: one of the values that the service takes in place of one. */
export type SignatureVerdict = 'valid' | 'absent' | 'tampered' | 'skipped'

/**
 * The signature of a function call: of its name and arguments, whatever the order of their members.
 *
 * @returns Base64, as the service's are.
 */
export function signCall(call: JsonObject): string {
  return sign(JSON.stringify(['call', stringOf(call.name), ordered(call.args ?? {})]))
}

/**
 * The signature of a text answer: of all that its content says, thoughts left out. So it is one for a reply that came whole and for
 * the same reply from a stream, where it comes last on a part of its own.
 *
 * @returns Base64, as the service's are.
 */
export function signText(text: string): string {
  return sign(JSON.stringify(['text', text]))
}

/** Judges the signature of one part of a model's content. Takes both spellings of members. */
export function judgeSignature(parts: readonly JsonObject[], at: number): SignatureVerdict {
  const part = parts[at] ?? {}
  const signature = memberOf(part, 'thoughtSignature')
  if (signature === undefined) return 'absent'
  if (SKIPPING.has(signature)) return 'skipped'
  const call = memberOf(part, 'functionCall')
  return signature === (call === undefined ? signText(saidIn(parts)) : signCall(objectOf(call))) ? 'valid' : 'tampered'
}

/**
 * Whether a model refuses calls of the current turn without their signature, and signs text answers: Gemini from 3 on. The model is
 * named as in a path; one that is unknown counts as new.
 */
export function needsSignatures(model: string): boolean {
  return !OLD_MODEL.test(model)
}

const OLD_MODEL = /gemini-[12]\b/

/** Source: "Thought signatures" of the Gemini API's documentation, for calls that no model has made. */
const SKIPPING: ReadonlySet<unknown> = new Set([
  'skip_thought_signature_validator',
  'context_engineering_is_the_way_to_go',
])

/** Part of every signature, so that a hash of the part alone is not one. */
const KEY = 'stand-in thought '

function sign(text: string): string {
  return Buffer.from(`${KEY}${digest(`${KEY}${text}`)}`).toString('base64')
}

function saidIn(parts: readonly JsonObject[]): string {
  return parts.map(({ thought, text }) => (thought === true ? '' : stringOf(text))).join('')
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return members.map(([name, member]) => [name, ordered(member)])
}
