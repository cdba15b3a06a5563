import type { Measured } from './measure.ts'
import type { LedgerReport, NamedSums, Sums } from './report.ts'
import { TOKEN_CLASSES, type TokenClass } from './tokens-by-class.ts'

const LABELS: { readonly [Class in TokenClass]: string } = {
  input: 'fresh input',
  cacheRead: 'cache read',
  cacheWriteShort: 'cache write',
  cacheWriteLong: 'cache write, 1 h',
  output: 'output',
}

/** A report as a short text: the whole bill first, then what was saved of it. For people; programs read the report itself. */
export function reportTable({ total, models, conversations, measured }: LedgerReport): string {
  return [
    `${count(total.requests)} requests${unpricedNote(total)}; ${count(conversations.length)} conversations told apart`,
    '',
    ...aligned([...TOKEN_CLASSES.map((name) => classRow(name, total)), ['bill', '', dollars(total.dollars?.total)]]),
    '',
    `removed    ${count(total.removedTokens)} tokens, each once (estimated${unscaledNote(total)})`,
    `saved      ${dollars(total.savedDollars)} (estimated)`,
    `           after ${dollars(total.lookupDollars)} for retrievals (${total.retrievals}) and re-reads (${total.rereads})`,
    `measured   ${measuredText(measured)}`,
    '',
    ...aligned([['model', 'requests', 'bill', 'saved'], ...models.map(modelRow)]),
  ].join('\n')
}

function unpricedNote({ unpricedRequests }: Sums): string {
  return unpricedRequests === 0 ? '' : `, ${count(unpricedRequests)} of them without a known price`
}

function unscaledNote({ unscaledRequests }: Sums): string {
  return unscaledRequests === 0 ? '' : `; ${count(unscaledRequests)} requests in our own count`
}

function classRow(name: TokenClass, { tokens, dollars: paid }: Sums): readonly string[] {
  const ofReasoning = name === 'output' && tokens.reasoning > 0 ? `, ${count(tokens.reasoning)} for reasoning` : ''
  return [LABELS[name] + ofReasoning, count(tokens[name]), dollars(paid?.[name])]
}

function modelRow({ name, requests, dollars: paid, savedDollars }: NamedSums): readonly string[] {
  return [name, count(requests), dollars(paid?.total), dollars(savedDollars)]
}

function measuredText(measured: Measured): string {
  if (measured.state === 'off') return 'no conversation is held out so far'
  const { heldOut, shortened } = measured
  const groups = `${count(heldOut)} conversations held out, ${count(shortened)} not`
  if (measured.state === 'measured') {
    const { savedDollars, low, high } = measured
    return `${dollars(savedDollars)} a conversation, 95 % between ${dollars(low)} and ${dollars(high)} (${groups})`
  }
  const { needed } = measured
  return `not enough conversations yet: ${groups}; ${count(needed.heldOut)} and ${count(needed.shortened)} more are needed`
}

/** Columns of one width: the first to the left, the others to the right. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows.reduce<readonly number[]>(
    (most, row) => row.map((cell, at) => Math.max(cell.length, most[at] ?? 0)),
    [],
  )
  return rows.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}

/** Digits in groups of three, for any locale. */
function count(value: number): string {
  const digits = String(Math.abs(value))
  let grouped = digits.slice(-3)
  for (let end = digits.length - 3; end > 0; end -= 3) grouped = `${digits.slice(Math.max(0, end - 3), end)},${grouped}`
  return value < 0 ? `-${grouped}` : grouped
}

function dollars(value: number | undefined): string {
  if (value === undefined) return 'no price'
  const CENTS_FROM = 100
  const digits = Math.abs(value) >= CENTS_FROM ? 2 : 4
  return `${value < 0 ? '-' : ''}$${Math.abs(value).toFixed(digits)}`
}
