import { InvalidOptionError } from '../errors.ts'
import { guardedStore } from '../memory/guarded-store.ts'
import { isKey, keyOf } from '../memory/key.ts'
import type { Store } from '../types/store.ts'
import { MAX_ANSWER, notFound, type Retrieved, type RetrieveOptions, type RetrieveRequest, shown } from './retrieved.ts'

export type { FoundPart, Retrieved, RetrieveOptions, RetrieveRequest } from './retrieved.ts'

/**
 * Gives an original back, whole or in part, byte for byte.
 *
 * What cannot be found is an answer, not an error: an unknown key or an unfit selector gives a message for whoever asked,
 * which says what to do instead.
 *
 * @throws StoreError where the store fails; InvalidOptionError for a store or options that are none.
 */
export async function retrieve(
  store: Store,
  request: RetrieveRequest,
  options: RetrieveOptions = {},
): Promise<Retrieved> {
  const { scope = '', maxLength = MAX_ANSWER } = options
  if (!(maxLength > 0)) throw new InvalidOptionError('maxLength', `must be above 0, got ${String(maxLength)}`)
  const problem = problemOf(request)
  if (problem !== undefined) return notFound(problem)
  const text = await storedText(store, request.key, scope)
  if (text === undefined) {
    return notFound(
      `No original is stored under key ${request.key}. Asking again will not find it; run the tool that produced it again.`,
    )
  }
  const { select } = await import('./select.ts')
  return select(text, request, maxLength)
}

const SELECTORS = ['lines', 'grep', 'path', 'index', 'query'] as const

function problemOf(request: RetrieveRequest): string | undefined {
  if (typeof request !== 'object' || request === null) return `${shown(request)} names no original. ${KEY_SHAPE}`
  if (!isKey(request.key)) return `${shown(request.key)} is no key of an original. ${KEY_SHAPE}`
  for (const name of SELECTORS) {
    const value: unknown = request[name]
    if (value === undefined || typeof value === (name === 'index' ? 'number' : 'string')) continue
    return `${name} cannot be ${shown(value)}: give ${name === 'index' ? 'a number' : 'text'}, or leave it out.`
  }
  return unknownIn(request) ?? conflictIn(request)
}

/** A selector that is overlooked would give the whole, as if that had been asked for. */
function unknownIn(request: RetrieveRequest): string | undefined {
  const names: ReadonlySet<string> = new Set(['key', ...SELECTORS])
  const [unknown] = Object.entries(request).find(([name, value]) => value !== undefined && !names.has(name)) ?? []
  return unknown === undefined
    ? undefined
    : `${shown(unknown)} selects nothing: give ${SELECTORS.join(', ')}, or leave it out for the whole.`
}

function conflictIn(request: RetrieveRequest): string | undefined {
  const given = SELECTORS.filter((name) => request[name] !== undefined)
  if (given.length < 2 || given.join() === 'path,index') return undefined
  const pair = given.includes('index') ? '; only path may go with index, to name its list' : ''
  return `Give one of ${given.join(', ')}, not all: each selects by itself${pair}.`
}

const KEY_SHAPE = 'A key is 16 hexadecimal digits, as the shortened tool result names it.'

async function storedText(store: Store, key: string, scope: string): Promise<string | undefined> {
  const entry = await guardedStore(store).get(key)
  if (entry?.kind !== 'original' && entry?.kind !== 'output') return undefined
  // A key of another scope, or a text that was changed in the store, is not what was asked for.
  return (await keyOf(entry.text, scope)) === key ? entry.text : undefined
}
