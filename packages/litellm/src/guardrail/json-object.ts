import { Refusal } from './refusal.ts'

/** An object of a JSON text: members may hold anything. */
export type JsonObject = Readonly<Record<string, unknown>>

/**
 * Reads a body.
 *
 * @throws Refusal of status 400 where it is no JSON, or no object.
 */
export function jsonObject(body: string): JsonObject {
  const value = parsed(body)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject
  throw new Refusal(400, 'The body must be a JSON object.')
}

/**
 * A member that is a list, or left out: absent, or null as Python writes it.
 *
 * @throws Refusal of status 400 where it is something else.
 */
export function listIn(object: JsonObject, name: string): readonly unknown[] | undefined {
  const value = object[name] ?? undefined
  if (value === undefined || Array.isArray(value)) return value
  throw new Refusal(400, `\`${name}\` must be a list, got ${typeof value}.`)
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch (error) {
    throw new Refusal(400, `The body is not JSON: ${(error as Error).message}`)
  }
}
