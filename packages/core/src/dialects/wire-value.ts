/** An object as it comes over the wire: any member may be missing or of any type. */
export type WireObject = Readonly<Record<string, unknown>>

/** The value, if it is an object that is not an array; else undefined. */
export function objectOf(value: unknown): WireObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as WireObject) : undefined
}

/** The value, if it is an array; else an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The value, if it is a string; else an empty one. */
export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The value, if it can be a number of tokens: finite and not negative; else undefined. */
export function countOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined
}

/** The members of an object that are not null or undefined. */
export function toldBy(object: WireObject): WireObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null && value !== undefined))
}

/** A value as JSON text; empty where it has none (a cycle, a bigint, a `toJSON` that throws). */
export function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    // Only in objects that never came from JSON. The text is context, nothing is written from it.
    return ''
  }
}
