import type { Group } from './groups.ts'

/** A time of day: `18:01:51,900`, `0:15:7:606`, `15.42.50.363779`. */
export const CLOCK: RegExp = /(?:^|\D)\d\d:\d\d:\d\d|^\d{1,2}:\d{1,2}:\d{1,2}:\d{1,3}$|^\d\d\.\d\d\.\d\d\.\d{6}$/

/** Words at the start of a line that tell the time though they have no colon: `203615`, seconds or milliseconds of the epoch. */
const BARE_TIME = /^(?:\d{6}|\d{10}|\d{13})$/
/** The time stands within this many values and this many characters of wording, or it is not the line's own. */
const MAX_VALUES = 8
const MAX_WORDING = 80

/** A date, or one of its words: `2015-10-18`, `Oct`, `18`, `081109`. */
const DATE_PART = /^(?:\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?|[A-Z][a-z]{2}|\d{1,2}|\d{6}|\d{8})$/

/**
 * How many of a line's values lead up to the time it starts with, itself included; 0 where there is none.
 *
 * @param fixed The wording around the values.
 */
export function leadOf(fixed: readonly string[], values: readonly string[]): number {
  let lead = 0
  let wording = 0
  let bare = true
  for (let at = 0; at < values.length && at < MAX_VALUES; at++) {
    const piece = fixed[at] ?? ''
    wording += piece.length
    if (wording > MAX_WORDING) break
    bare &&= !/[A-Za-z]/.test(piece)
    const value = values[at] ?? ''
    // A later time of day belongs to the message.
    if (CLOCK.test(value)) return at + 1
    if (bare && BARE_TIME.test(value)) lead = at + 1
  }
  return lead
}

/**
 * For each group, how many of its first values must stay values: up to the last part of a date that is the same in the group
 * but not in all the groups that start alike. So a date stands in the same place in all templates.
 */
export function looseLeads(groups: readonly Group[]): number[] {
  const leads = groups.map(({ fixed, rows }) => leadOf(fixed, rows[0] ?? []))
  const keyOf = (at: number): string => (groups[at]?.fixed.slice(0, leads[at]) ?? []).join('\u0000')
  const changing = new Map<string, { readonly values: readonly string[]; loose: number }>()
  groups.forEach(({ rows }, at) => {
    const key = keyOf(at)
    const seen = changing.get(key) ?? { values: rows[0] ?? [], loose: 0 }
    changing.set(key, seen)
    for (const row of [rows[0], rows.at(-1)]) {
      for (let value = (leads[at] ?? 0) - 2; value >= seen.loose; value--) {
        if (row?.[value] !== seen.values[value] && DATE_PART.test(row?.[value] ?? '')) seen.loose = value + 1
      }
    }
  })
  return groups.map((_, at) => changing.get(keyOf(at))?.loose ?? 0)
}
