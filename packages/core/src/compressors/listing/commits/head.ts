/** The lines with which `git log` begins a commit. */
export interface Head {
  /** All of it. */
  readonly hash: string
  /** Branches and tags that point to it, in their brackets with the space before; else empty. */
  readonly refs: string
  /** The short hashes of what it merges; else empty. */
  readonly merged: string
  /** Name and mail; empty where the log does not say. */
  readonly author: string
  /** As git writes it: `Fri May 22 07:02:20 2026 -0700`. */
  readonly date: string
  /** How many lines these are. */
  readonly length: number
}

const COMMIT = /^commit ([0-9a-f]{40,64})( \(.{1,400}\))?$/
const MERGE = /^Merge: ([0-9a-f]{4,64}(?: [0-9a-f]{4,64}){1,20})$/
const AUTHOR = /^Author: ([^<>]{1,200} <[^<>]{0,200}>)$/
const DATE = /^Date: {3}([A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2} \d\d:\d\d:\d\d \d{4} [+-]\d{4})$/

/** Reads the head of a commit whose first line is at `at`. Undefined: there is none. */
export function headAt(lines: readonly string[], at: number): Head | undefined {
  const [, hash, refs = ''] = COMMIT.exec(lines[at] ?? '') ?? []
  if (hash === undefined) return undefined
  let next = at + 1
  const take = (pattern: RegExp): string => {
    const taken = pattern.exec(lines[next] ?? '')?.[1]
    if (taken !== undefined) next++
    return taken ?? ''
  }
  const [merged, author, date] = [take(MERGE), take(AUTHOR), take(DATE)]
  return date === '' ? undefined : { hash, refs, merged, author, date, length: next - at }
}

/** The lines of a head. */
export function headLines({ hash, refs, merged, author, date }: Head): string[] {
  return [
    `commit ${hash}${refs}`,
    ...(merged === '' ? [] : [`Merge: ${merged}`]),
    ...(author === '' ? [] : [`Author: ${author}`]),
    `Date:   ${date}`,
  ]
}

/** What dates of a log end in most often, said once. */
export interface Usual {
  readonly year: string
  readonly zone: string
}

/** The commonest year and zone. */
export function usualOf(heads: readonly Head[]): Usual {
  return { year: commonest(heads, 1), zone: commonest(heads, 0) }
}

function commonest(heads: readonly Head[], fromEnd: number): string {
  const values = Map.groupBy(heads, ({ date }) => date.split(' ').at(-1 - fromEnd) ?? '')
  return [...values].reduce((best, next) => (next[1].length > best[1].length ? next : best), ['', [] as Head[]])[0]
}

/** Mails by name, as far as they were said. */
export type Mails = Map<string, string>

const PERSON = /^(.*) (<[^<>]*>)$/

/** Writes a head in a line: hash, refs, merged, date, author. A mail is said with the first commit of its author. */
export function printHead({ hash, refs, merged, author, date }: Head, { year, zone }: Usual, mails: Mails): string {
  const [day, ownYear = '', ownZone = ''] = [date.slice(0, -11), date.slice(-10, -6), date.slice(-5)]
  const when = `${day}${ownYear === year ? '' : ` ${ownYear}`}${ownZone === zone ? '' : ` ${ownZone}`}`
  const [, name = '', mail = ''] = PERSON.exec(author) ?? []
  const who = author === '' ? '' : ` by ${mails.get(name) === mail ? name : author}`
  mails.set(name, mail)
  return `${hash}${refs}${merged === '' ? '' : ` merges ${merged},`} ${when}${who}`
}

const WRITTEN =
  /^([0-9a-f]{40,64})( \(.{1,400}\))?(?: merges ([0-9a-f ]{9,1400}),)? ([A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2} \d\d:\d\d:\d\d)( \d{4})?( [+-]\d{4})?(?: by (.{1,400}))?$/

/** Reads what `printHead` writes. Undefined: the line is another. */
export function parseHead(line: string, { year, zone }: Usual, mails: Mails): Head | undefined {
  const [, hash, refs = '', merged = '', day, ownYear, ownZone, by = ''] = WRITTEN.exec(line) ?? []
  if (hash === undefined || day === undefined) return undefined
  const [, name = by, said] = PERSON.exec(by) ?? []
  const mail = said ?? mails.get(name) ?? ''
  mails.set(name, mail)
  const date = `${day}${ownYear ?? ` ${year}`}${ownZone ?? ` ${zone}`}`
  return { hash, refs, merged, author: by === '' ? '' : `${name} ${mail}`, date, length: 1 }
}
