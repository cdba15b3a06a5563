import { compress, compressText, createMemoryStore, type Outcome } from '@headroom/core'
import { type Own, readOwn } from './read-own.ts'

/** A file of one's own, and what its tool results become. */
export interface OwnResult {
  /** What the file was taken for, in words. */
  readonly what: string
  /** One for each tool result, in order. */
  readonly outcomes: readonly Outcome[]
  /** The tool result that gained most, before and after; undefined where none changed. */
  readonly best: { readonly outcome: Outcome; readonly before: string; readonly after: string } | undefined
}

/**
 * Compresses a file of one's own as an agent with a store would.
 *
 * @throws Error in words for a reader, where there is nothing to compress.
 */
export async function compressOwn(file: string): Promise<OwnResult> {
  const own = readOwn(file)
  const { outcomes, textsOf } = await resultOf(own)
  if (outcomes.length === 0)
    throw new Error(`${file} (${own.what}) holds no tool result, so there is nothing to shorten.`)
  const changed = outcomes.filter(({ form }) => form !== 'verbatim')
  const best = changed.toSorted((a, b) => gainOf(b) - gainOf(a))[0]
  return { what: own.what, outcomes, best: best === undefined ? undefined : { outcome: best, ...textsOf(best) } }
}

interface Result {
  readonly outcomes: readonly Outcome[]
  readonly textsOf: (outcome: Outcome) => { readonly before: string; readonly after: string }
}

async function resultOf(own: Own): Promise<Result> {
  const store = createMemoryStore()
  if (own.kind === 'text') {
    const { text, outcome } = await compressText(own.text, { store })
    return { outcomes: [outcome], textsOf: () => ({ before: own.text, after: text }) }
  }
  const { request, report } = await compress(own.request, { store })
  const [failure] = report.dialect === undefined ? report.outcomes : []
  if (failure !== undefined) throw new Error(`The messages cannot be read: ${failure.detail ?? failure.reason}`)
  return {
    outcomes: report.outcomes.filter(({ role }) => role === 'tool'),
    textsOf: ({ path }) => ({ before: textAt(own.request, path), after: textAt(request, path) }),
  }
}

function gainOf({ tokensBefore, tokensAfter }: Outcome): number {
  return tokensBefore - tokensAfter
}

function textAt(request: unknown, path: Outcome['path']): string {
  const value = path.reduce<unknown>((at, name) => (at as Record<string | number, unknown>)[name], request)
  return typeof value === 'string' ? value : JSON.stringify(value)
}
