import { applyEdits, compress, type Dialect, type Edit, type FetchOptions, type Path } from '@headroom/core'

/** How a provider takes many requests in one body, whose replies are fetched another day. */
export interface Batches {
  /** The end of their address, without its query. */
  readonly end: RegExp
  /** Where the list of requests stands. */
  readonly list: Path
  /** Member of an entry that holds its request. */
  readonly request: string
  /** What the requests are written in. */
  readonly dialect: Dialect
}

/**
 * Shortens each request of a batch by lossless forms alone: nobody could answer retrieve calls in the replies.
 *
 * @param body JSON as text.
 * @returns The very text where nothing can be shortened, or read.
 */
export async function losslessBatch(body: string, batches: Batches, options: FetchOptions): Promise<string> {
  const { store: _, onTurn: __, maxRounds: ___, resumes: ____, retrieve: _____, ...lossless } = options
  const { list, request, dialect } = batches
  const batch = parsed(body)
  const edits: Edit[] = []
  for (const [index, entry] of entriesAt(batch, list).entries()) {
    const given: unknown = Object(entry)[request]
    if (!dialect.matches(given)) continue
    const { request: value } = await compress(given, { ...lossless, policy: 'lossless', dialect })
    if (value !== given) edits.push({ op: 'replace', path: [...list, index, request], value })
  }
  return edits.length === 0 ? body : JSON.stringify(applyEdits(batch, edits))
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    // Whatever it is, it is the provider's to refuse.
    return undefined
  }
}

function entriesAt(batch: unknown, list: Path): readonly unknown[] {
  const found = list.reduce<unknown>((value, name) => Object(value)[name], batch)
  return Array.isArray(found) ? found : []
}
