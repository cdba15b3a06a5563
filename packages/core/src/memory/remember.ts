import type { Rule } from '../rule.ts'
import type { Question } from '../question.ts'
import type { Entry, Store } from '../types/store.ts'
import { keyOf } from './key.ts'
import { quickHash } from './quick-hash.ts'

/**
 * How long originals and replays are kept at least: for ever. A marker must not outlive its original, and only the host
 * knows how long a conversation lives. Stores bound their size instead.
 */
const KEEP_MILLISECONDS: number = Infinity

/** What a segment became, as it is remembered. */
export interface Remembered {
  readonly form: 'verbatim' | 'lossless' | 'view'
  /** The text it became; empty for `verbatim`. */
  readonly text: string
  readonly by?: string
  /** For a view: units shown, of `total`. */
  readonly kept?: number
  readonly total?: number
}

/** What the bytes of a segment depend on, apart from its text. */
export interface Context {
  readonly rule: Rule
  readonly question: Question
  /** Names of the compressors in use. */
  readonly compressors: readonly string[]
  /** Whether quotes and escapes of what it becomes are counted. */
  readonly isQuoted: boolean
}

/**
 * The key under which a segment's fate is remembered: everything its bytes depend on and nothing else, so that a
 * replay gives what a new decision would have given (promise P1).
 *
 * @param textKey `keyOf` the text.
 * @returns 32 hex digits: the text's key, and 64 bits of the context. Those need not withstand an attack: whoever finds two
 *   questions that meet gets the view that the other one got.
 */
export function replayKeyOf(textKey: string, { rule, question, compressors, isQuoted }: Context): string {
  const ratio = rule.form === 'view' ? (rule.keepRatio ?? null) : null
  const parts = [rule.form, compressors, ratio, hashOfAsked(question.asked), question.input]
  if (isQuoted) parts.push('quoted')
  return textKey + quickHash(JSON.stringify(parts))
}

let last = { text: '', hash: quickHash('') }

// One user text is asked of by all tool results after it: the same string, hashed once.
function hashOfAsked(text: string): string {
  if (last.text !== text) last = { text, hash: quickHash(text) }
  return last.hash
}

/** What was remembered under a replay key, or undefined. */
export async function recall(store: Store, replayKey: string): Promise<Remembered | undefined> {
  const entry = await store.get(replayKey)
  if (entry?.kind !== 'replay') return undefined
  const { kind: _, form = 'verbatim', ...rest } = entry
  return { form, ...rest }
}

/** Remembers a segment's fate. */
export async function remember(store: Store, replayKey: string, remembered: Remembered): Promise<void> {
  const entry: Entry = { kind: 'replay', ...remembered }
  await store.set(replayKey, entry, KEEP_MILLISECONDS)
}

/** Keeps an original. Resolves when it can be read back. */
export async function keepOriginal(store: Store, key: string, text: string): Promise<void> {
  await store.set(key, { kind: 'original', text }, KEEP_MILLISECONDS)
}

/** Marks a text as an output of ours, so that it is never shortened again. It can be retrieved like an original. */
export async function keepOutput(store: Store, text: string, scope: string): Promise<void> {
  await store.set(await keyOf(text, scope), { kind: 'output', text }, KEEP_MILLISECONDS)
}
