/** A member of what may be an object. Undefined where it is none, and where the member's getter throws. */
export function memberOf(value: unknown, name: string): unknown {
  try {
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
  } catch {
    // A getter that throws has no value to give.
    return undefined
  }
}
