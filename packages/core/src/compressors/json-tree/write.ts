import type { JsonNode } from '../../json/node.ts'
import { minifiedTree } from '../../json/minified-tree.ts'
import { minifiedInSteps } from '../../json/write.ts'
import type { Steps } from '../../steps.ts'
import type { TableStyle } from '../json-rows/encodings/encode-columns.ts'
import { someInSteps } from '../each-in-steps.ts'
import { cutInSteps, joinInSteps } from '../lines.ts'
import { meaningsOf } from '../json-rows/notation.ts'
import type { Notation } from '../json-rows/notation.ts'
import { writeInSteps } from '../json-rows/write-document.ts'
import { estimateTokens, isShorterInSteps } from '../token-estimate.ts'
import type { TreeDocument } from './document.ts'
import { writeLegend } from './legend.ts'
import type { Cut } from './legend.ts'
import { nameRepeats, writeNames } from './names.ts'
import type { Style } from './json-style.ts'
import { isAll, shareValues } from './shared-values.ts'
import { readSkeleton } from './skeleton.ts'
import { writeOutline } from './write-outline.ts'

/** The notation must save this share of the tokens, by estimate: the estimate may be wrong by as much. */
const MIN_SAVED = 0.03
/** Values are cut apart where that saves this many tokens a row: times and addresses stay whole where little is gained. */
const LOSSLESS: TableStyle = { minSavedByTemplate: 6, isPlain: () => false }

/**
 * Writes a document so that `readTree()` gives its canonical form again: strings that hold JSON opened, repeated values
 * said once, rows in tables, the rest as an outline without quotes; the minified text where all this does not pay.
 */
export function* writeTree({ root, styles, isLines, cut, canonical, rows }: TreeDocument): Steps<string> {
  const shape = { isLines, cut, styles }
  const { root: minified, dense } =
    rows.dense === undefined || isLines
      ? yield* denseOf(root, !isLines && cut === undefined ? rows.canonical : undefined)
      : { root, dense: rows.dense }
  const sharing = yield* shareValues(minified, dense)
  const share = sharing === undefined ? 0 : sharing.saved / estimateTokens(canonical)
  const isClose = share >= CLOSE[0] && share < CLOSE[1] && canonical.length <= SHORT
  const forms: string[] = []
  if (sharing !== undefined && (isClose || share >= MIN_SHARED))
    forms.push(yield* formOf(sharing.root, { ...shape, hasShared: true }))
  if (isClose || forms.length === 0) forms.push(yield* formOf(minified, { ...shape, hasShared: false }, dense))
  const [best = canonical, other] = forms
  const better = other !== undefined && estimateTokens(other) < estimateTokens(best) ? other : best
  return (yield* isShorterInSteps(MIN_SAVED, better, canonical)) ? better : canonical
}

/**
 * Share of the tokens from which values are said once: tables say much once, too.
 * Source: over the JSON tool outputs the better one of both forms is 0.3 % shorter in all.
 */
const MIN_SHARED = 0.06
/** Shares between which short documents are written both ways, and the characters of the longest of them. */
const CLOSE = [0.01, 0.3] as const
const SHORT = 8_000

interface Shape {
  readonly isLines: boolean
  readonly cut: Cut | undefined
  readonly styles: ReadonlySet<Style>
  readonly hasShared: boolean
}

interface Dense {
  readonly root: JsonNode
  /** The minified text that the tree was read from. */
  readonly dense: string
}

/**
 * The same tree, placed in its own minified text.
 *
 * @param minified That text, where it is known.
 */
function* denseOf(given: JsonNode, minified?: string): Steps<Dense> {
  return { root: yield* minifiedTree(given), dense: minified ?? (yield* minifiedInSteps(given)) }
}

/** @param dense The minified text that the tree was read from, where it is known. */
function* formOf(root: JsonNode, shape: Shape, dense?: string): Steps<string> {
  const { lines, notations } = yield* bodyOf(root, dense, shape)
  const named = yield* nameRepeats(lines)
  const hasBlocks = named.text.includes('\\') && (yield* someInSteps(lines, (line) => line.includes('\n')))
  const isWrapped = shape.hasShared && isAll(root)
  const legend = writeLegend({ ...shape, isWrapped, hasBlocks, meanings: meaningsOf(notations) })
  return [legend, ...writeNames(named), named.text].join('\n')
}

/** The mark of lines that all are rows of one table. */
const LINES_MARK = '<lines of '

interface Body {
  /** Those of a text of several lines are one. */
  readonly lines: readonly string[]
  readonly notations: ReadonlySet<Notation>
}

function* bodyOf(given: JsonNode, text: string | undefined, { isLines, hasShared }: Shape): Steps<Body> {
  const { root, dense } = text === undefined ? yield* denseOf(given) : { root: given, dense: text }
  const source = { root, isLines: false, canonical: dense.slice(root.start, root.end), dense }
  if (isLines && !hasShared) {
    const lines = yield* writeInSteps({ ...source, isLines: true }, LOSSLESS)
    // Only where all lines are rows of one table; tables within lines stand in the outline of an array.
    if (lines.skeleton.startsWith(LINES_MARK))
      return { ...lines, lines: [` ${lines.skeleton}`, ...(yield* linesOf(lines.lines))] }
  }
  const { skeleton, lines, notations } = yield* writeInSteps(source, LOSSLESS)
  const outline = yield* writeOutline(yield* readSkeleton(skeleton))
  return { lines: [...outline, ...(yield* linesOf(lines))], notations }
}

/** The lines of tables, each of which is one text. */
function* linesOf(tables: readonly string[]): Steps<readonly string[]> {
  return tables.length === 0 ? tables : yield* cutInSteps(yield* joinInSteps(tables, '\n'))
}
