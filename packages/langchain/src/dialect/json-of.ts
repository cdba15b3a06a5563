/** A value as JSON text; empty where it has none (a cycle, a bigint, a `toJSON` that throws). */
export function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    // The caller's own business, and no text of ours.
    return ''
  }
}
