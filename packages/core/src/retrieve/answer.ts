import { messageOf } from '../errors.ts'
import type { Store } from '../types/store.ts'
import { retrieve } from './retrieve.ts'
import { type Retrieved, type RetrieveOptions, type RetrieveRequest, shown } from './retrieved.ts'

/**
 * What a host hands back to the model for a call of the retrieve tool: the part asked for and, where it is not the whole,
 * a last line in brackets that says which part it is and how to go on; or a message that says what to do instead.
 *
 * Never throws for anything that a model can write, nor where the store fails.
 *
 * @param input The call's arguments, as JSON text or as an object. Read generously: numbers as text, empty and null selectors as
 *   not given, a key with words around it.
 */
export async function answerRetrieveCall(store: Store, input: unknown, options: RetrieveOptions = {}): Promise<string> {
  const request = requestOf(input)
  try {
    return textOf(await retrieve(store, request, options))
  } catch (error) {
    const cause = messageOf(error)
    return `The original could not be read: ${cause} Go on without it, or run the tool that produced it again.`
  }
}

function textOf(retrieved: Retrieved): string {
  if (!retrieved.found) return retrieved.message
  const { text, note } = retrieved
  if (note === undefined) return text
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}[${note}]`
}

function requestOf(input: unknown): RetrieveRequest {
  const given = argumentsOf(input)
  const lines = linesOf(given['lines'])
  const index = numberOf(given['index'])
  return {
    key: keyIn(given['key']),
    ...(lines === undefined ? {} : { lines }),
    ...(index === undefined ? {} : { index }),
    ...textsOf(given),
    ...unknownOf(given),
  }
}

/** Times that arguments are unwrapped: some hosts encode JSON twice. */
const MAX_WRAPPINGS = 3

function argumentsOf(input: unknown): Readonly<Record<string, unknown>> {
  let value = input
  for (let count = 0; count < MAX_WRAPPINGS && typeof value === 'string'; count++) {
    const parsed = parse(value)
    if (parsed === undefined) return { key: value }
    value = parsed
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  return { key: value }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    // Not JSON: a bare key, perhaps.
    return undefined
  }
}

const KEY_IN_TEXT = /(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])/

function keyIn(given: unknown): string {
  if (typeof given !== 'string') return given === undefined ? '' : shown(given)
  return KEY_IN_TEXT.exec(given.toLowerCase())?.[0] ?? given
}

function linesOf(given: unknown): string | undefined {
  if (typeof given === 'number') return String(given)
  if (Array.isArray(given) && given.length > 0) return given.slice(0, 2).join('-')
  return typeof given === 'string' && given.trim() !== '' ? given : undefined
}

function numberOf(given: unknown): number | undefined {
  if (typeof given === 'number') return given
  if (typeof given !== 'string' || given.trim() === '') return undefined
  return Number(given)
}

const TEXTS = ['grep', 'path', 'query']

function textsOf(given: Readonly<Record<string, unknown>>): Pick<RetrieveRequest, 'grep' | 'path' | 'query'> {
  const texts: Record<string, string> = {}
  for (const name of TEXTS) {
    const value = given[name]
    if (typeof value === 'string' && value !== '') texts[name] = value
  }
  return texts
}

const KNOWN: ReadonlySet<string> = new Set(['key', 'lines', 'index', ...TEXTS])

/** What no selector is called, for the refusal to name. */
function unknownOf(given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(given).filter(([name, value]) => !KNOWN.has(name) && value !== null && value !== ''),
  )
}
