import { isTime } from '../json-rows/encodings/sequence.ts'
import type { Part } from '../json-rows/encodings/template.ts'
import type { Separator } from './cell.ts'
import { isBareName, nameText, SPACE } from './name.ts'
import type { ColumnPlan, Spec } from './plan.ts'

/**
 * Writes the head of a table, with the separators of its rows between the names: `Year Title, Role, Notes`. Columns that have
 * nothing in the rows stand in brackets: `[Notes=-] `; what cells are short for stands in parentheses: `Level(E=error, N=notice)`.
 * Where names have spaces in them, a tab stands for a space between cells, or else at the end.
 *
 * @param separators After each column that has cells, but for the last.
 */
export function writeHead(plans: readonly ColumnPlan[], separators: readonly Separator[]): string {
  const isSpaced = plans.some(({ name }) => name !== undefined && !isBareName(name, false) && isBareName(name, true))
  let text = ''
  let at = 0
  for (const { name, spec, cells } of plans) {
    const said = nameText(name, isSpaced) + specText(spec, plans)
    const separator = separators[at]
    if (cells === undefined) text += `[${said}] `
    else text += said + (separator === ' ' && isSpaced ? SPACE : (separator ?? ' '))
    if (cells !== undefined) at++
  }
  const line = text.replace(/ $/, '')
  return isSpaced && !line.includes(SPACE) ? line + SPACE : line
}

function specText(spec: Spec, plans: readonly ColumnPlan[]): string {
  if (spec.kind === 'constant') return `=${isPlain(spec.value) ? spec.value : JSON.stringify(spec.value)}`
  if (spec.kind === 'sequence') return `(${sequenceText(spec.sequence)})`
  if (spec.kind === 'dictionary') return `(${spec.dictionary.entries.map(entryText).join(', ')})`
  if (spec.kind === 'template') return `(${JSON.stringify(spec.parts.map((part) => partText(part, plans)).join(''))})`
  return ''
}

function entryText([code, cell]: readonly [string, string]): string {
  return `${code}=${isPlain(cell) ? cell : JSON.stringify(cell)}`
}

/** Whether a text in a head shows where it ends. */
function isPlain(text: string): boolean {
  return /^[^\s"\\,()[\]](?:[^"\\,()[\]\n\r]{0,500}[^\s"\\,()[\]])?$/.test(text)
}

/** The unit of steps between times. */
export const SECONDS = ' seconds'

function sequenceText({ first, step }: { readonly first: string; readonly step: string }): string {
  return `from ${first} step ${step}${isTime(first) || first.includes(':') ? SECONDS : ''}`
}

function partText(part: Part, plans: readonly ColumnPlan[]): string {
  if (part.kind === 'text') return part.text.replace(/[{}]/g, '$&$&')
  if (part.kind === 'cell') return '{}'
  if (part.kind === 'sequence') return `{${sequenceText(part.sequence)}}`
  return `{${plans[part.column]?.name ?? ''}}`
}
