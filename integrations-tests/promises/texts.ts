/** Every string of a JSON value, by its path as JSON. */
export function textsOf(value: unknown): Map<string, string> {
  const texts = new Map<string, string>()
  collect(value, [], texts)
  return texts
}

function collect(value: unknown, path: readonly (string | number)[], into: Map<string, string>): void {
  if (typeof value === 'string') into.set(JSON.stringify(path), value)
  else if (Array.isArray(value)) value.forEach((item, index) => collect(item, [...path, index], into))
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) collect(item, [...path, key], into)
}
