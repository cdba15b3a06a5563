/** Members of an object, each of which may be anything. */
export type Members = Readonly<Record<string, unknown>>

/** A value as an object; undefined where it is none. */
export function objectOf(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null ? (value as Members) : undefined
}
