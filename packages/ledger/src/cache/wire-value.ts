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

/** A value as JSON text; empty where it has none (a cycle, a bigint, a depth that the engine refuses). */
export function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    // Only in objects that never came from JSON. Nothing is written from it.
    return ''
  }
}
