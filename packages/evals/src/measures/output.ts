import { createMemoryStore, type Outcome, type Tokenizer } from '@headroom/core'
import type { Subject } from '../subject.ts'
import type { OutputInput } from '../types/input.ts'
import type { Failure, JudgedPolicy, LiteralCounts } from '../types/report.ts'
import { decodingOf } from './decoding.ts'
import { alteredLiterals, type Literals, literalsIn, lostLiterals, unchanged } from './literals.ts'

/** What became of one output under one policy. */
export interface OutputResult {
  readonly output: OutputInput
  readonly tokensBefore: number
  readonly tokensAfter: number
  /** Tokens of the minified text where it is JSON, else of the text. */
  readonly tokensMinified: number
  /** Compressor and form; undefined where the text stayed as it was. */
  readonly changedBy: string | undefined
  readonly literals: LiteralCounts
  readonly failures: readonly Failure[]
}

/** An output, and what is known of it whatever the policy. */
export interface KnownOutput {
  readonly output: OutputInput
  readonly literals: Literals
  readonly tokensMinified: number
}

/** Compresses one output in fresh state and checks everything that can be checked without a question. */
export async function measureOutput(
  { output, literals, tokensMinified }: KnownOutput,
  policy: JudgedPolicy,
  subject: Subject,
  tokenizer: Tokenizer,
): Promise<OutputResult> {
  const { name, text, tool, query } = output
  const store = createMemoryStore({ maxBytes: STORE_BYTES })
  const { text: shortened, outcome } = await subject.compressText(text, {
    policy,
    tokenizer,
    ...(policy === 'lossless' ? {} : { store }),
    ...(tool === undefined ? {} : { tool }),
    ...(query === undefined ? {} : { query }),
  })
  const tokensBefore = tokenizer.count(text)
  const tokensAfter = tokenizer.count(shortened)
  const failed = (failure: Failure['failure'], detail: string): Failure => ({ failure, name, detail })
  const failures: Failure[] = []
  if (tokensAfter > tokensBefore)
    failures.push(failed('neverWorseViolations', `${tokensBefore} tokens became ${tokensAfter}`))
  const base = { output, tokensBefore, tokensAfter, tokensMinified }
  if (shortened === text) return { ...base, changedBy: undefined, literals: unchanged(literals), failures }
  if (outcome.form === 'view') {
    const stored = outcome.key === undefined ? undefined : await store.get(outcome.key)
    if (stored?.text !== text)
      failures.push(failed('originalsLost', `key ${outcome.key ?? 'none'} does not give the original`))
    const altered = alteredLiterals(literals, text, shortened, countedIn(text, outcome))
    if (altered.length > 0)
      failures.push(...altered.map((literal) => failed('literalsAltered', `the original has no ${literal}`)))
  } else {
    const { decoded, problem } = decodingOf(text, shortened, outcome.by ?? '', subject)
    if (problem !== undefined) failures.push(failed('decodeFailures', problem))
    if (decoded !== text)
      failures.push(...lostLiterals(literals, decoded).map((literal) => failed('literalsLost', literal)))
  }
  const form = outcome.form === 'view' ? 'view' : 'lossless'
  return {
    ...base,
    changedBy: `${outcome.by ?? 'unknown'} ${form}`,
    literals: literalsIn(literals, shortened, form),
    failures,
  }
}

/** Room for any one original and its forms: the engine reads 32 million characters at most. */
const STORE_BYTES = 1 << 28

function countedIn(text: string, { total = 0 }: Outcome): number {
  return Math.max(total, text.split('\n').length)
}
