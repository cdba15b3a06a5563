/**
 * A copy of a message, or of what holds one, with other members: of the same class, and also where LangChain reads what a message was
 * made of (`lc_kwargs`).
 */
export function withMembers<T extends object>(given: T, members: Readonly<Record<string, unknown>>): T {
  const copy = Object.create(Object.getPrototypeOf(given), Object.getOwnPropertyDescriptors(given))
  const { lc_kwargs: made }: { readonly lc_kwargs?: object } = copy
  const all = made === undefined ? members : { ...members, lc_kwargs: { ...made, ...members } }
  for (const [name, value] of Object.entries(all))
    Object.defineProperty(copy, name, { value, writable: true, enumerable: true, configurable: true })
  return copy
}
