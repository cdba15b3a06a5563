import { endOfQuoted } from '../json-rows/cell.ts'
import type { Sequence } from '../json-rows/encodings/sequence.ts'
import type { Part } from '../json-rows/encodings/template.ts'
import type { Separator } from './cell.ts'
import { SECONDS } from './head.ts'
import { readName, SPACE } from './name.ts'
import type { Spec } from './plan.ts'

/** A column as the head of a table tells it. */
export interface ReadColumn {
  readonly name: string | undefined
  readonly spec: Spec
  readonly hasCells: boolean
}

/** The head of a table, read. */
export interface ReadHead {
  readonly columns: readonly ReadColumn[]
  /** After each column that has cells, but for the last. */
  readonly separators: readonly Separator[]
}

interface Cursor {
  readonly line: string
  /** Whether spaces are part of names. */
  readonly isSpaced: boolean
  at: number
}

/** A part whose column is still a name. */
type RawPart = Exclude<Part, { readonly kind: 'column' }> | { readonly kind: 'name'; readonly name: string }
type RawSpec =
  | Exclude<Spec, { readonly kind: 'template' }>
  | { readonly kind: 'raw'; readonly parts: readonly RawPart[] }

/** The inverse of `writeHead()`. Throws where the line is no head. */
export function readHead(line: string): ReadHead {
  const cursor: Cursor = { line, isSpaced: line.includes(SPACE), at: 0 }
  const raw: { readonly name: string | undefined; readonly spec: RawSpec; readonly hasCells: boolean }[] = []
  const separators: Separator[] = []
  while (cursor.at < line.length) {
    const isSaid = take(cursor, '[')
    const { name, end } = readName(line, cursor.at, cursor.isSpaced)
    cursor.at = end
    const spec = readSpec(cursor, isSaid)
    raw.push({ name, spec, hasCells: !isSaid })
    if (isSaid) {
      expect(cursor, ']')
      take(cursor, ' ')
    } else if (cursor.at < line.length) separators.push(readSeparator(cursor))
  }
  // A column in brackets may follow the last one with cells.
  separators.length = Math.max(0, raw.filter(({ hasCells }) => hasCells).length - 1)
  const columns = raw.map(({ spec, ...column }) => ({
    ...column,
    spec: resolved(
      spec,
      raw.map(({ name }) => name),
    ),
  }))
  return { columns, separators }
}

function take(cursor: Cursor, text: string): boolean {
  if (!cursor.line.startsWith(text, cursor.at)) return false
  cursor.at += text.length
  return true
}

function expect(cursor: Cursor, text: string): void {
  if (!take(cursor, text)) throw new SyntaxError(`No ${JSON.stringify(text)} at ${cursor.at} of a head`)
}

const SEPARATORS: readonly Separator[] = [', ', '| ', ',', '|', ' ']

function readSeparator(cursor: Cursor): Separator {
  if (cursor.isSpaced && take(cursor, SPACE)) return ' '
  const found = SEPARATORS.find((separator) => take(cursor, separator))
  if (found === undefined) throw new SyntaxError(`No separator at ${cursor.at} of a head`)
  return found
}

function readSpec(cursor: Cursor, isSaid: boolean): RawSpec {
  if (isSaid && take(cursor, '=')) return { kind: 'constant', value: takeText(cursor, /\]/g) }
  if (!take(cursor, '(')) return { kind: 'cells' }
  const spec = readParenthesis(cursor, isSaid)
  expect(cursor, ')')
  return spec
}

function readParenthesis(cursor: Cursor, isSaid: boolean): RawSpec {
  if (cursor.line.charAt(cursor.at) === '"') return { kind: 'raw', parts: readTemplate(takeText(cursor, /\)/g)) }
  if (isSaid && cursor.line.startsWith(FROM, cursor.at))
    return { kind: 'sequence', sequence: readSequence(takeUntil(cursor, /\)/g)) }
  const entries: [string, string][] = []
  do {
    const code = takeUntil(cursor, /=/g)
    expect(cursor, '=')
    entries.push([code, takeText(cursor, /, |\)/g)])
  } while (take(cursor, ', '))
  return { kind: 'dictionary', dictionary: { entries } }
}

/** Text up to a stop, or a JSON string whole. */
function takeText(cursor: Cursor, stop: RegExp): string {
  if (cursor.line.charAt(cursor.at) !== '"') return takeUntil(cursor, stop)
  const end = endOfQuoted(cursor.line, cursor.at)
  const text = String(JSON.parse(cursor.line.slice(cursor.at, end)))
  cursor.at = end
  return text
}

function takeUntil(cursor: Cursor, stop: RegExp): string {
  const from = cursor.at
  stop.lastIndex = from
  cursor.at = stop.exec(cursor.line)?.index ?? cursor.line.length
  return cursor.line.slice(from, cursor.at)
}

const FROM = 'from '

function readSequence(text: string): Sequence {
  const [first = '', step = ''] = text.slice(FROM.length).split(' step ')
  return { first, step: step.endsWith(SECONDS) ? step.slice(0, -SECONDS.length) : step }
}

function readTemplate(text: string): RawPart[] {
  const parts: RawPart[] = []
  let plain = ''
  for (let at = 0; at < text.length;) {
    const sign = text.charAt(at)
    if ((sign === '{' || sign === '}') && text.charAt(at + 1) === sign) {
      plain += sign
      at += 2
    } else if (sign === '{') {
      if (plain !== '') parts.push({ kind: 'text', text: plain })
      plain = ''
      const end = text.indexOf('}', at)
      parts.push(readHole(text.slice(at + 1, end < 0 ? text.length : end)))
      at = end < 0 ? text.length : end + 1
    } else {
      plain += sign
      at++
    }
  }
  if (plain !== '') parts.push({ kind: 'text', text: plain })
  return parts
}

function readHole(text: string): RawPart {
  if (text === '') return { kind: 'cell' }
  return text.startsWith(FROM) ? { kind: 'sequence', sequence: readSequence(text) } : { kind: 'name', name: text }
}

function resolved(spec: RawSpec, names: readonly (string | undefined)[]): Spec {
  if (spec.kind !== 'raw') return spec
  const parts = spec.parts.map((part): Part =>
    part.kind === 'name' ? { kind: 'column', column: names.indexOf(part.name), ofParent: false } : part,
  )
  return { kind: 'template', parts }
}
