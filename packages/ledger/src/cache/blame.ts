import type { MemberPrint, RegionPrint } from './fingerprints.ts'
import { partingOf } from './hash-text.ts'

/** What parts two requests. */
export interface Blame {
  /** The first region that is not as it was, by the name it has in the later request, or had where it is gone. */
  readonly region: string
  /** What changed, in one line. */
  readonly change: string
}

/**
 * Names what parts two requests: the first region that is not as it was, and how it changed.
 *
 * @param at Index of the first difference; both requests have a region there.
 */
export function blame(before: readonly RegionPrint[], after: readonly RegionPrint[], at: number): Blame {
  const [was, is] = [before[at], after[at]]
  if (was === undefined || is === undefined) return { region: '', change: '' }
  const lists = { before: listOf(before, was), after: listOf(after, is) }
  if (listName(was) !== listName(is)) return goesOn(after, was, at) ? added(is) : removed(was)
  return was.kind === 'tool' ? blameTool(lists, was, is) : blameOther(lists, was, is)
}

interface Lists {
  readonly before: readonly RegionPrint[]
  readonly after: readonly RegionPrint[]
}

/** `messages` of `messages[7]`. */
function listName({ name }: RegionPrint): string {
  return name.replace(/\[\d+\]$/, '')
}

/** Whether a list has regions behind an index. Lists come in the same order in every request of a format. */
function goesOn(regions: readonly RegionPrint[], like: RegionPrint, at: number): boolean {
  return regions.findLastIndex((region) => listName(region) === listName(like)) > at
}

function listOf(regions: readonly RegionPrint[], like: RegionPrint): readonly RegionPrint[] {
  const name = listName(like)
  return regions.filter((region) => listName(region) === name)
}

function added(is: RegionPrint): Blame {
  return { region: is.name, change: `${is.name} added${named(is)}` }
}

function removed(was: RegionPrint): Blame {
  return { region: was.name, change: `${was.name} removed${named(was)}` }
}

function named({ label }: RegionPrint): string {
  return label === undefined ? '' : ` (${label})`
}

function blameTool(lists: Lists, was: RegionPrint, is: RegionPrint): Blame {
  if (was.label === is.label) return changed(was, is)
  const wasAt = lists.after.findIndex(({ label }) => label === was.label)
  const isAt = lists.before.findIndex(({ label }) => label === is.label)
  if (wasAt < 0 && isAt < 0 && lists.before.length === lists.after.length) {
    return { region: is.name, change: `${is.name} replaced (${was.label ?? ''} by ${is.label ?? ''})` }
  }
  if (wasAt < 0) return removed(was)
  if (isAt < 0) return added(is)
  return reordered(lists, was, is)
}

/** Of the two that could have moved, names the one that moved farther. */
function reordered({ before, after }: Lists, was: RegionPrint, is: RegionPrint): Blame {
  const here = after.indexOf(is)
  const to = after.findIndex(({ label }) => label === was.label)
  const from = before.findIndex(({ label }) => label === is.label)
  const [label, start, end] = to - here >= from - here ? [was.label, here, to] : [is.label, from, here]
  return { region: is.name, change: `tools reordered: ${label ?? ''} moved from ${start} to ${end}` }
}

function blameOther({ before, after }: Lists, was: RegionPrint, is: RegionPrint): Blame {
  const here = after.indexOf(is)
  const afterAdded = after.findIndex(({ hash }, index) => index > here && hash === was.hash)
  const afterRemoved = before.findIndex(({ hash }, index) => index > here && hash === is.hash)
  const isAdded = afterAdded >= 0 && (afterRemoved < 0 || afterAdded <= afterRemoved)
  if (isAdded) return { region: is.name, change: `${span(after, here, afterAdded)} inserted` }
  if (afterRemoved >= 0) return { region: was.name, change: `${span(before, here, afterRemoved)} removed` }
  return changed(was, is)
}

function span(regions: readonly RegionPrint[], from: number, to: number): string {
  const [first, last] = [regions[from]?.name ?? '', regions[to - 1]?.name ?? '']
  return to - from === 1 ? first : `${first} to ${last}`
}

function changed(was: RegionPrint, is: RegionPrint): Blame {
  return { region: is.name, change: `${memberChange(was, is)}${named(is)}` }
}

function memberChange(was: RegionPrint, is: RegionPrint): string {
  const at = firstDifference(was.members, is.members)
  const [had, has] = [was.members[at], is.members[at]]
  const inside = ({ name }: MemberPrint): string => joined(is.name, name)
  if (has !== undefined && had?.name === has.name) return `${inside(has)} changed${positionOf(had, has)}`
  if (has !== undefined && was.members.every(({ name }) => name !== has.name)) return `${inside(has)} added`
  if (had !== undefined && is.members.every(({ name }) => name !== had.name)) return `${inside(had)} removed`
  return `members of ${is.name} reordered`
}

function firstDifference(before: readonly MemberPrint[], after: readonly MemberPrint[]): number {
  const at = before.findIndex(({ name, hash }, index) => name !== after[index]?.name || hash !== after[index]?.hash)
  return at < 0 ? before.length : at
}

function joined(region: string, member: string): string {
  return member === '' || member.startsWith('[') ? `${region}${member}` : `${region}.${member}`
}

function positionOf({ marks: before = '' }: MemberPrint, { marks: after = '' }: MemberPrint): string {
  const { from, to } = partingOf(before, after)
  if (to !== undefined) return ` between characters ${from} and ${to}`
  return from === 0 ? '' : ` after character ${from}`
}
