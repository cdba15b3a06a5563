import { findDictionary } from '../json-rows/encodings/dictionary.ts'
import { type Source, templateInSteps } from '../json-rows/encodings/template.ts'
import { type Steps, stepsOf } from '../../steps.ts'
import { mapInSteps } from '../each-in-steps.ts'
import { estimateSpaced } from '../token-estimate.ts'
import { type Cell, type Grid, isLarge } from './grid.ts'
import { isBareName } from './name.ts'
import type { ColumnPlan, Spec } from './plan.ts'
import { isNumeric, markRepeats } from './repeats.ts'
import { findSteps } from './sequence.ts'

/** Fewer rows keep their values whole: a reader finds a row by its value, not by counting, and little is saved. */
const MIN_ROWS_TO_CUT = 64
/** Tokens a row that cutting cells apart must save; more where cells are sentences, which are quoted and looked for as they are. */
const MIN_SAVED_BY_TEMPLATE = 2
const MIN_SAVED_BY_SENTENCE = 7
/** The same for the whole column, so that short tables keep their cells literally. */
const MIN_SAVED_BY_COLUMN = 60
/** Columns that templates may refer to. */
const MAX_SOURCES = 16

/** Chooses for every column what takes the fewest tokens by estimate, with a margin for what reads worse than plain cells. */
export function* planColumns({ names, columns, rowCount }: Grid): Steps<readonly ColumnPlan[]> {
  const plans: ColumnPlan[] = []
  const inSteps = isLarge(columns)
  for (const [column, cells] of columns.entries()) {
    plans.push(yield* planAlone(names[column], cells, rowCount, inSteps))
  }
  yield* addTemplates(plans, rowCount)
  yield* markRepeats(plans, rowCount)
  return plans
}

function* planAlone(name: Cell, cells: readonly Cell[], rowCount: number, inSteps: boolean): Steps<ColumnPlan> {
  const plain: ColumnPlan = { name, spec: { kind: 'cells' }, cells }
  const [first] = cells
  if (rowCount < 2 || !isFull(cells)) return plain
  if (inSteps) yield
  if (first !== undefined && cells.every((cell) => cell === first))
    return { name, spec: { kind: 'constant', value: first } }
  if (inSteps) yield
  const isSteady = rowCount >= MIN_ROWS_TO_CUT && findSteps(cells.slice(0, MIN_ROWS_TO_CUT)) !== undefined
  const sequence = isSteady ? findSteps(cells) : undefined
  if (sequence) return { name, spec: { kind: 'sequence', sequence } }
  if (inSteps) yield
  if (rowCount < MIN_ROWS_TO_CUT && cells.some(isNumeric)) return plain
  const dictionary = yield* stepsOf(findDictionary(cells))
  if (dictionary === undefined || dictionary.entries.some(([code]) => code === '=')) return plain
  const codes = new Map(dictionary.entries.map(([code, cell]) => [cell, code]))
  return {
    name,
    spec: { kind: 'dictionary', dictionary },
    cells: yield* mapInSteps(cells, (cell) => codes.get(cell) ?? cell),
  }
}

function isFull(cells: readonly Cell[]): cells is readonly string[] {
  return !cells.includes(undefined)
}

/** Cuts off what the cells of a column share with each other and with other columns. */
function* addTemplates(plans: ColumnPlan[], rowCount: number): Steps<void> {
  if (rowCount < MIN_ROWS_TO_CUT) return
  const inSteps = isLarge(plans.map(({ cells = [] }) => cells))
  const used = new Set<number>()
  const sources: Source[] = []
  const names = plans.map(({ name }) => name)
  for (const [column, { name, spec, cells }] of plans.entries()) {
    if (spec.kind !== 'cells' || cells === undefined || !isFull(cells) || sources.length >= MAX_SOURCES) continue
    if (name !== undefined && isBareName(name, false) && names.indexOf(name) === names.lastIndexOf(name))
      sources.push({ column, ofParent: false, texts: cells })
  }
  sources.sort((a, b) => sampledLength(b.texts) - sampledLength(a.texts))
  for (const [column, { name, spec, cells }] of plans.entries()) {
    if (spec.kind !== 'cells' || cells === undefined || !isFull(cells) || used.has(column)) continue
    if (inSteps) yield
    const allowed = sources.filter((source) => source.column !== column && plans[source.column]?.spec.kind === 'cells')
    const better = yield* templated(cells, allowed, rowCount)
    if (better === undefined) continue
    plans[column] = { name, ...better }
    if (better.spec.kind === 'template')
      for (const part of better.spec.parts) if (part.kind === 'column') used.add(part.column)
  }
}

function* templated(
  cells: readonly string[],
  sources: readonly Source[],
  rowCount: number,
): Steps<{ readonly spec: Spec; readonly cells?: readonly string[] } | undefined> {
  // What the first rows do not share, all do not.
  if (rowCount > LOOK && (yield* templated(cells.slice(0, LOOK), sources.map(firstRows), LOOK)) === undefined)
    return undefined
  const before = costOf(cells)
  const margin = cells.some(isSentence) ? MIN_SAVED_BY_SENTENCE : MIN_SAVED_BY_TEMPLATE
  if (before < Math.max(margin * rowCount, MIN_SAVED_BY_COLUMN)) return undefined
  const found = yield* templateInSteps(cells, sources)
  if (found === undefined) return undefined
  const after = found.cells === undefined ? 0 : costOf(found.cells)
  if (before - after < Math.max(margin * rowCount, MIN_SAVED_BY_COLUMN)) return undefined
  const spec: Spec = { kind: 'template', parts: found.parts }
  return found.cells === undefined ? { spec } : { spec, cells: found.cells }
}

function firstRows(source: Source): Source {
  return { ...source, texts: source.texts.slice(0, LOOK) }
}

/** Rows from the first on that are tried before all are. */
const LOOK = 1_000

function sampledLength(texts: readonly string[]): number {
  return texts.slice(0, SAMPLED_ROWS).reduce((sum, text) => sum + text.length, 0)
}

/** Whether a text holds two spaces or more. */
function isSentence(text: string): boolean {
  const space = text.indexOf(' ')
  return space >= 0 && text.includes(' ', space + 1)
}

/** Rows on which costs are compared. */
const SAMPLED_ROWS = 64

/** Estimated tokens of all cells, from a sample of rows. */
function costOf(cells: readonly string[]): number {
  const rows = Math.min(cells.length, SAMPLED_ROWS)
  let tokens = 0
  for (let index = 0; index < rows; index++)
    tokens += estimateSpaced(cells[Math.floor((index * cells.length) / rows)] ?? '')
  return (tokens * cells.length) / Math.max(1, rows)
}
