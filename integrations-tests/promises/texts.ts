/** Every string of a JSON value, by its path as JSON; that of an object of one `text`, as Converse has them, by the object's path, too. */
export function textsOf(value: unknown): Map<string, string> {
  const texts = new Map<string, string>()
  collect(value, [], texts)
  return texts
}

function collect(value: unknown, path: readonly (string | number)[], into: Map<string, string>): void {
  if (typeof value === 'string') into.set(JSON.stringify(path), value)
  else if (Array.isArray(value)) value.forEach((item, index) => collect(item, [...path, index], into))
  else if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
    for (const [key, item] of members) collect(item, [...path, key], into)
    const [[name, text] = []] = members
    if (members.length === 1 && name === 'text' && typeof text === 'string') into.set(JSON.stringify(path), text)
  }
}
