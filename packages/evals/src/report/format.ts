/** A share as a percentage with one decimal: `0.4567` is `45.7 %`. */
export function percent(share: number): string {
  const text = (share * 100).toFixed(1)
  return `${text === '-0.0' ? '0.0' : text} %`
}

/** A whole number with thin groups of three: `1234567` is `1 234 567`, in a form that no locale changes. */
export function grouped(count: number): string {
  const digits = String(Math.round(count))
  const groups: string[] = []
  for (let end = digits.length; end > 0; end -= GROUP) groups.unshift(digits.slice(Math.max(0, end - GROUP), end))
  return groups.join(' ')
}

/** A number of things: `1 threshold is`, `1 200 thresholds are`. */
export function counted(count: number, one: string, many: string): string {
  return `${grouped(count)} ${count === 1 ? one : many}`
}

/** Digits of a group. */
const GROUP = 3

/** What changed files, most first: `12 log view, 3 json-rows lossless`. */
export function listed(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ')
}

/** A figure of the report for a reader: `search hits savedMedian, lossless`. */
export function figureName(pointer: string): string {
  const [, , policy = '', ...place] = pointer.split('/')
  return `${policy}: ${place.join(' / ')}`
}

/** What a figure must be, in words. */
export function boundText({ atLeast, atMost }: { readonly atLeast?: number; readonly atMost?: number }): string {
  return [atLeast === undefined ? '' : `at least ${atLeast}`, atMost === undefined ? '' : `at most ${atMost}`]
    .filter((part) => part !== '')
    .join(', ')
}
