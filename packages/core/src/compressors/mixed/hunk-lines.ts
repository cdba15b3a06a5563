/** Tells of each line of a text, in order, whether it stands in a hunk of a patch: its head or a line that this counts. */
export type HunkReader = (line: string) => boolean

/** Reads hunks by the counts in their heads: what stands in one is never taken for a part of another kind. */
export function createHunkReader(): HunkReader {
  let [old, now] = [0, 0]
  return (line) => {
    if (old > 0 || now > 0) {
      const sign = line.charAt(0)
      const isOfBoth = sign === ' ' || sign === ''
      if (isOfBoth || sign === '-') old--
      if (isOfBoth || sign === '+') now--
      if (isOfBoth || SIGNS.includes(sign)) return true
      ;[old, now] = [0, 0]
    }
    const head = line.startsWith(START) ? HEAD.exec(line) : null
    if (head === null) return false
    ;[old, now] = [Number(head[1] ?? 1), Number(head[2] ?? 1)]
    return true
  }
}

const SIGNS = '-+\\'
const START = '@@ -'
const HEAD = /^@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@/
