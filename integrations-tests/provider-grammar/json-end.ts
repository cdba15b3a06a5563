/** Where the JSON value ends that begins at an index of a text: the index behind it. The text is taken to be valid JSON. */
export function jsonEnd(json: string, start: number): number {
  SCALAR.lastIndex = start
  if (SCALAR.test(json)) return SCALAR.lastIndex
  let depth = 0
  TOKEN.lastIndex = start
  for (let token = TOKEN.exec(json); token !== null; token = TOKEN.exec(json)) {
    if (token[0] === '{' || token[0] === '[') depth += 1
    else if (token[0] === '}' || token[0] === ']') depth -= 1
    if (depth === 0) return TOKEN.lastIndex
  }
  return json.length
}

const STRING = '"[^"\\\\]*(?:\\\\.[^"\\\\]*)*"'
const SCALAR = new RegExp(`${STRING}|[^"{}[\\],\\s]+`, 'y')
const TOKEN = new RegExp(`${STRING}|[{}[\\]]`, 'g')
