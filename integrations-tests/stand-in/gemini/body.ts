import type { JsonObject } from '../json-value.ts'
import { objectOf, objectsOf } from '../json-value.ts'

/** The request itself, out of what Code Assist (`request`) or `countTokens` (`generateContentRequest`) wraps around it. */
export function bodyOf(request: JsonObject): JsonObject {
  if (request.contents !== undefined) return request
  const wrapped = memberOf(request, 'request') ?? memberOf(request, 'generateContentRequest')
  return wrapped === undefined ? request : objectOf(wrapped)
}

/** A member by its camelCase name, in that spelling or in snake_case, as the service takes both. */
export function memberOf(object: JsonObject, name: string): unknown {
  return object[name] ?? object[name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]
}

/** The contents of a request with their parts. One content need be in no list. */
export function contentsOf(request: JsonObject): readonly Content[] {
  const { contents } = bodyOf(request)
  const list = Array.isArray(contents) ? objectsOf(contents) : [objectOf(contents)]
  return list.map(({ role, parts }) => ({ role, parts: Array.isArray(parts) ? objectsOf(parts) : [objectOf(parts)] }))
}

/** One entry of `contents`. */
export interface Content {
  /** `user` or `model` where the request is valid. */
  readonly role: unknown
  /** Its parts, whatever they are. */
  readonly parts: readonly JsonObject[]
}
