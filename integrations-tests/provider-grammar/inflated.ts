import { type Dialect, type Edit, spliceEdits } from '@headroom/core'

/** Rows of an inflated tool result: enough for each policy to shorten them. */
const ROWS = 40

/** Every so many results, one says what an earlier one said. */
const REPEATED = 4

/** The same request with long tool results: recorded ones are mostly a few words, which nothing can shorten. */
export function inflated(dialect: Dialect, json: string): string {
  const results = [...dialect.segments(JSON.parse(json))].filter(({ role }) => role === 'tool')
  const edits = results.map(({ path, wrap }, index): Edit => {
    const text = rowsText(index % REPEATED)
    return { op: 'replace', path, value: wrap === undefined ? text : wrap(text) }
  })
  return spliceEdits(json, edits)
}

/** Rows as a tool might answer them, one text for each number. */
export function rowsText(number: number): string {
  return JSON.stringify(
    Array.from({ length: ROWS }, (_, id) => ({
      id: id + number * ROWS,
      status: id === 31 ? 'failed' : 'ok',
      region: ['eu-west', 'us-east', 'ap-south'][id % 3],
      note: `step ${(id * 7919 + number) % 997} of the nightly run`,
    })),
    null,
    2,
  )
}
