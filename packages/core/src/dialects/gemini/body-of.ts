import type { Path } from '../../types/segment.ts'
import type { WireObject } from '../wire-value.ts'
import { objectOf } from '../wire-value.ts'
import { entriesOf } from './entries-of.ts'
import { nameIn, spellingsOf } from './spelling.ts'

/** What the dialect reads of a request. Members may hold anything and be spelled either way; what does not fit is left alone. */
export interface GeminiRequest {
  /** Objects of a `role` and `parts`, or one such object. */
  readonly contents?: unknown
  /** A content, its parts, or a text. */
  readonly systemInstruction?: unknown
  /** Objects that hold the `functionDeclarations`, and the provider's own tools. */
  readonly tools?: unknown
  /** Name of an explicit cache, which holds the system instruction and the tools. */
  readonly cachedContent?: unknown
  /** The request itself, as Code Assist wraps it. */
  readonly request?: unknown
  /** The request itself, as `countTokens` wraps it. */
  readonly generateContentRequest?: unknown
}

/** The part of a request that holds its contents. */
export interface Body {
  /** Its members. */
  readonly members: WireObject
  /** Where it stands: empty, or the name of what wraps it. */
  readonly path: Path
}

/** What wraps a request: Code Assist's `/v1internal`, and `countTokens`. */
const WRAPPERS = ['request', 'generateContentRequest'].map(spellingsOf)

/** The body of a request, wrapped or not; undefined where nothing has contents. */
export function bodyOf(request: unknown): Body | undefined {
  const members = objectOf(request)
  if (members?.['contents'] !== undefined) return { members, path: [] }
  for (const wrapper of WRAPPERS) {
    const name = nameIn(members, wrapper)
    const wrapped = name === undefined ? undefined : objectOf(members?.[name])
    if (name !== undefined && wrapped?.['contents'] !== undefined) return { members: wrapped, path: [name] }
  }
  return undefined
}

/**
 * Whether a value has the shape of a request: contents of which the first has parts, and no list of another format beside them.
 * Never throws, not even where reading it does.
 */
export function isGeminiRequest(request: unknown): request is GeminiRequest {
  try {
    const body = bodyOf(request)
    if (body === undefined || OTHERS.some((name) => objectOf(request)?.[name] !== undefined)) return false
    const first = entriesOf(body.members['contents'], [])[0]
    return typeof objectOf(first?.value)?.['parts'] === 'object'
  } catch {
    // A getter or proxy of the caller's that throws. What cannot be read has no shape.
    return false
  }
}

/** Where other formats keep the conversation. */
const OTHERS = ['messages', 'input']
