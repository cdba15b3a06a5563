import type { Steps } from '../../../steps.ts'
import { type Entry, type Listed, visitsOf, type Visit } from './visits.ts'
import { headingOf } from './heading.ts'

/** How the entries of a directory stand: all in the line of its heading, or a line each below it. */
export type Layout = 'row' | 'lines'

/**
 * Writes consecutive paths by directory: a heading that ends in `/:`, then the names. A name that ends in a slash stands for what is
 * under the heading of that directory, which follows below; where `listed`, for the directory itself before it.
 * A name that begins with the whole heading is a whole path.
 * Lines without a heading above them are whole paths, too.
 */
export function* writeVisits(entries: readonly Entry[], listed: Listed, layout: Layout): Steps<string[]> {
  const top = yield* visitsOf(entries, listed)
  const writer: Writer = { listed, layout, root: '', out: [], worked: { length: 0 } }
  const isSingle = layout === 'lines' && entries.length === 1
  const only = top.items.length === 1 && !isSingle ? rootVisit(top, listed) : undefined
  if (only === undefined) yield* writeBlock(top, '', writer)
  else yield* writeBlock(only.visit, only.directory, { ...writer, root: only.directory })
  return writer.out
}

interface Writer {
  readonly listed: Listed
  readonly layout: Layout
  readonly root: string
  readonly out: string[]
  /** Entries written so far. */
  readonly worked: { length: number }
}

/** Entries that one step writes: some 2 ms. */
const STEP_ENTRIES = 2000

/** The visit around everything: the deepest that all paths share. Undefined: they share none that can have a heading of its own. */
function rootVisit(top: Visit, listed: Listed): { visit: Visit; directory: string } | undefined {
  let visit = top
  let directory = ''
  for (;;) {
    const [only, next] = visit.items
    if (only === undefined || next !== undefined || 'entry' in only || visit.isListed) break
    visit = only
    directory += only.name
  }
  return visit === top || (listed !== 'no' && !visit.isListed) ? undefined : { visit, directory }
}

/** What gets a heading of its own below a block. */
interface Below {
  readonly visit: Visit
  readonly directory: string
}

function* writeBlock(visit: Visit, directory: string, writer: Writer): Steps<void> {
  const below: Below[] = []
  const texts: string[] = []
  yield* addItems(visit, '', directory, { writer, below, texts })
  const heading = `${headingOf(directory, writer.root)}:`
  if (writer.layout === 'row') writer.out.push(`${heading} ${texts.join(' ')}`)
  else {
    if (directory !== '') writer.out.push(heading)
    for (const text of texts) writer.out.push(text)
  }
  for (const block of below) yield* writeBlock(block.visit, block.directory, writer)
}

interface Block {
  readonly writer: Writer
  readonly below: Below[]
  readonly texts: string[]
}

function* addItems(visit: Visit, from: string, directory: string, block: Block): Steps<void> {
  for (const item of visit.items) {
    if (++block.writer.worked.length % STEP_ENTRIES === 0) yield
    if ('entry' in item) {
      const { lead, tail, isWhole } = item.entry
      block.texts.push(lead + nameIn(directory, from + item.name, isWhole) + tail)
      continue
    }
    const inside = from + item.name
    if (hasHeading(item, inside, directory, block.writer)) {
      block.texts.push(nameIn(directory, inside, false))
      if (item.items.length > 0) block.below.push({ visit: item, directory: directory + inside })
    } else yield* addItems(item, inside, directory, block)
  }
}

/** A name as it stands under a heading: whole where it is to be, or where it would be taken for whole. */
function nameIn(directory: string, name: string, isWhole: boolean): string {
  return isWhole || (directory !== '' && name.startsWith(directory)) ? directory + name : name
}

function hasHeading(visit: Visit, inside: string, directory: string, { listed, root }: Writer): boolean {
  if (listed !== 'no') return visit.isListed
  const [only, next] = visit.items
  if (only !== undefined && next === undefined) return false
  const before = slashesIn(inside)
  return visit.items.length * before > slashesIn(headingOf(directory + inside, root)) + before + HEADING_COST
}

/** What a heading costs beside its names, in names of a path: the mark that stands for it, a colon and a line end. */
const HEADING_COST = 1

function slashesIn(text: string): number {
  let slashes = 0
  for (let at = text.indexOf('/'); at >= 0; at = text.indexOf('/', at + 1)) slashes++
  return slashes
}
