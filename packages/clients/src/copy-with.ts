/** An object of the same class with other members in place of its own. The given one is left as it is. */
export function copyWith<T extends object>(given: T, members: object): T {
  const copy = Object.create(Object.getPrototypeOf(given), Object.getOwnPropertyDescriptors(given)) as T
  return Object.assign(copy, members)
}
