import type { WireObject } from '../wire-value.ts'

/** The two names of one member: the API takes either, and both in one request. */
export interface Spellings {
  /** `functionCall` */
  readonly camel: string
  /** `function_call` */
  readonly snake: string
}

/** Both names of a member. */
export function spellingsOf(camel: string): Spellings {
  return { camel, snake: camel.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) }
}

/** The name under which an object has a member; undefined where it has neither, or only null. */
export function nameIn(object: WireObject | undefined, { camel, snake }: Spellings): string | undefined {
  if (isThere(object?.[camel])) return camel
  return isThere(object?.[snake]) ? snake : undefined
}

/** The member of either name; undefined where there is none. */
export function memberOf(object: WireObject | undefined, spellings: Spellings): unknown {
  const name = nameIn(object, spellings)
  return name === undefined ? undefined : object?.[name]
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null
}
