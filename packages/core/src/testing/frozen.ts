/** A copy of a JSON value that cannot be changed, all the way down: who tries throws. */
export function frozen<T>(value: T): T {
  const copy: unknown = JSON.parse(JSON.stringify(value), (_, member: unknown) => Object.freeze(member))
  return copy as T
}
