import { severityOf } from '../../select/signals.ts'
import { PASS_LENGTH, type Steps } from '../../steps.ts'
import { tokensOf } from './cost.ts'
import { indicesInSteps } from '../each-in-steps.ts'
import { type Fitted, fit } from './fit.ts'
import { type Cluster, type Group, groupOf } from './groups.ts'
import { looseLeads } from './lead.ts'
import { tailsOf } from './tails.ts'
import { fill, parseTemplate, printTemplate, type Template } from './template.ts'

/** Which lines are written with which template. */
export interface Code {
  /** Most used first. */
  readonly templates: readonly Template[]
  /** For each line: its template, or -1 where it stands as it is. */
  readonly uses: Int32Array
  /** For each line with a template: its values. */
  readonly values: readonly (readonly string[] | undefined)[]
}

/** The most templates of one text: what a reader can keep in mind is far less, and names stay short. */
const MAX_TEMPLATES = 600

/**
 * Finds the templates that make the lines shorter.
 *
 * @param clusters The lines by their wording.
 */
export function* codeOf(lines: readonly string[], clusters: readonly Cluster[]): Steps<Code> {
  const groups = yield* groupsOf(clusters)
  const loose = looseLeads(groups)
  const coded: Fitted[] = []
  let read = 0
  const taken = new Uint8Array(lines.length)
  for (const [at, group] of groups.entries()) {
    const fitted = yield* fit(group, loose[at])
    read += LINE_LENGTH * fitted.lines.length
    if (read >= PASS_LENGTH) {
      read = 0
      yield
    }
    const isWhole = fitted.template.size !== fitted.template.head && isFailure(lines, fitted)
    if (isWhole || !pays(lines, fitted)) continue
    coded.push(fitted)
    for (const index of fitted.lines) taken[index] = 1
  }
  const left = yield* indicesInSteps(lines, (_, index) => taken[index] === 0)
  for (const group of yield* tailsOf(lines, left)) coded.push(yield* fit(group, 0, true))
  coded.sort((a, b) => b.lines.length - a.lines.length || (a.lines[0] ?? 0) - (b.lines[0] ?? 0))
  const all: Fitted[] = []
  for (const fitted of coded) {
    if (all.length === MAX_TEMPLATES) break
    if (isReadable(fitted.template)) all.push(fitted)
  }
  return assigned(lines, all)
}

/** The lines that may share a template, with the words in which they differ. */
function* groupsOf(clusters: readonly Cluster[]): Steps<Group[]> {
  const groups: Group[] = []
  let read = 0
  for (const cluster of clusters) {
    for (const part of codable(cluster)) groups.push(yield* groupOf(part))
    read += LINE_LENGTH * cluster.count
    if (read < PASS_LENGTH) continue
    read = 0
    yield
  }
  return groups
}

/** What a line of a group costs, in characters to read. */
const LINE_LENGTH = 64

/** A wording of at most so many lines is rare: its lines stay whole, so that what they say can be found in one piece. */
const RARE = 3
/** Wordings that differ in words become one template from so many lines on. */
const MIN_MERGED = 10

function codable(cluster: Cluster): Cluster[] {
  const { members, breaks, count } = cluster
  const parts =
    count >= MIN_MERGED || members.length === 1
      ? [cluster]
      : members.map((member) => ({
          words: [...member.words],
          breaks,
          members: [member],
          count: member.shape.lines.length,
        }))
  return parts.filter((part) => part.count > RARE)
}

/** A failing wording of more lines than this is routine: its messages are cut into wording and values like any other. */
const ROUTINE = 50

/** Whether a template is of lines that speak of a failure, and are few. Such messages are not cut into wording and values. */
function isFailure(lines: readonly string[], fitted: Fitted): boolean {
  return fitted.lines.length <= ROUTINE && severityOf(lines[fitted.lines[0] ?? 0] ?? '') === 'failure'
}

/** What a line costs besides its values, in tokens: its letter, and most of a space before each value. */
const LINE_COST = 1
const VALUE_COST = 0.7
/** What the template costs besides its wording, in tokens: its letter, and about three for each slot. */
const TEMPLATE_COST = 2
const SLOT_COST = 3

function pays(all: readonly string[], { template, lines }: Fitted): boolean {
  // A line that is the same as the one above it needs no template: it is counted.
  const written = lines.filter((index) => all[index] !== all[index - 1]).length
  const wording = tokensOf(template.fixed.join(' '))
  const perLine = wording - LINE_COST - VALUE_COST * template.size
  return perLine * written > wording + TEMPLATE_COST + SLOT_COST * template.slots.length
}

/** Whether a template says the same after it was written and read: not where its wording has something like `{1}` in it. */
function isReadable(template: Template): boolean {
  const names = template.slots.map((_, index) => `\u0001${index}`)
  const read = parseTemplate(printTemplate(template))
  return read.size === template.size && read.head === template.head && fill(read, names) === fill(template, names)
}

function assigned(lines: readonly string[], all: readonly Fitted[]): Code {
  const uses = new Int32Array(lines.length).fill(-1)
  const values: (readonly string[] | undefined)[] = lines.map(() => undefined)
  all.forEach(({ lines: own, rows }, id) => {
    own.forEach((index, at) => {
      uses[index] = id
      values[index] = rows[at]
    })
  })
  return { templates: all.map(({ template }) => template), uses, values }
}
