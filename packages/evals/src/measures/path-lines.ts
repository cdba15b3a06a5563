/**
 * Finds paths with a line number: `src/a.ts:12`, and where a file stands once above its lines, the pair of both.
 *
 * A line that starts with a path which is known, and goes on with no line number, is a heading: numbers that start the lines
 * below it, up to the next heading, are lines of that file.
 *
 * @param headings Paths that may be headings; none for originals, of which only what stands together counts.
 */
export function pathLinesIn(text: string, headings: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>()
  let heading = ''
  for (const line of text.split('\n')) {
    for (const [whole, path = '', number] of line.matchAll(RUN)) {
      if (number !== undefined && EXTENSION.test(path)) found.add(whole)
    }
    if (headings.size === 0) continue
    const [, first = '', number] = START.exec(line) ?? []
    const path = first.replace(/:$/, '')
    if (headings.has(path) && number === undefined) heading = path
    const [, leading] = LEADING_NUMBER.exec(line) ?? []
    if (heading !== '' && leading !== undefined) found.add(`${heading}:${leading}`)
  }
  return found
}

/** The paths of paths with a line number. */
export function pathsOf(pathLines: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...pathLines].map((pair) => pair.slice(0, pair.lastIndexOf(':'))))
}

const RUN = /([\w.@~+\-/\\]+)(?::(\d+))?/g
const EXTENSION = /[./\\][A-Za-z]\w{0,9}$/
const START = /^[^\w.@~+\-/\\]{0,8}([\w.@~+\-/\\]{1,1000})(?::(\d+))?/
const LEADING_NUMBER = /^[^\w]{0,8}(\d+)(?!\w)/
