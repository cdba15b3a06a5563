import { type Steps } from '../../steps.ts'
import { endOfCell, endOfQuoted } from '../json-rows/cell.ts'
import { endOfBareKey, endOfBareValue, unbared, unbaredItems } from './bare.ts'
import { rawOfBlock } from './text-block.ts'

/** A skeleton read back, and how many lines it took. */
export interface ReadOutline {
  readonly skeleton: string
  readonly end: number
}

/**
 * Reads what `writeOutline()` wrote: lines that begin with a space, and those of their texts.
 *
 * @throws SyntaxError where the lines are no outline.
 */
export function* readOutline(lines: readonly string[]): Steps<ReadOutline> {
  const reading: Reading = { lines, at: 0, pieces: [], open: [], needsComma: false }
  const first = (lines[0] ?? '').charAt(1)
  const isObject = first !== '[' && first !== '{' && first !== '<'
  if (isObject) open(reading, '{', '}')
  const parts: string[] = []
  while (reading.at < lines.length && lines[reading.at]?.startsWith(' ') === true) {
    readLine(reading)
    if (reading.pieces.length < PIECES_PER_STEP) continue
    parts.push(reading.pieces.splice(0).join(''))
    yield
  }
  if (isObject) close(reading, '}')
  if (reading.open.length > 0) throw new SyntaxError('An outline that is not closed')
  parts.push(reading.pieces.join(''))
  return { skeleton: parts.join(''), end: reading.at }
}

/** Pieces that are written in one step: some 32 Ki of text. */
const PIECES_PER_STEP = 4_096

interface Reading {
  readonly lines: readonly string[]
  at: number
  /** What was written since the last step. */
  readonly pieces: string[]
  /** What closes each open container, the innermost last; a chain of objects of one member closes as one. */
  readonly open: { readonly sign: string; readonly closing: string }[]
  /** Whether a value stands before, in the same container. */
  needsComma: boolean
}

function readLine(reading: Reading): void {
  const line = reading.lines[reading.at++] ?? ''
  const isMember = reading.open.at(-1)?.sign === '}'
  const names = isMember ? readNames(line) : NO_NAMES
  const value = readValue(reading, line, names.end + 1)
  const after = names.chain.map(() => '}').join('')
  names.keys.forEach((key) => {
    if (reading.needsComma) reading.pieces.push(',')
    if (key !== '') reading.pieces.push(`${key}:`)
    for (const inner of names.chain) reading.pieces.push(`{${inner}:`)
    reading.needsComma = false
    if (value.opens === '') {
      reading.pieces.push(value.text + after)
      reading.needsComma = true
    } else openAll(reading, value.opens, after)
  })
  for (const sign of line.slice(value.end)) close(reading, sign)
}

function openAll(reading: Reading, signs: string, after: string): void {
  ;[...signs].forEach((sign, index) => open(reading, sign, (sign === '{' ? '}' : ']') + (index === 0 ? after : '')))
}

function open(reading: Reading, sign: string, closing: string): void {
  reading.pieces.push(sign)
  reading.open.push({ sign: closing.charAt(0), closing })
  reading.needsComma = false
}

function close(reading: Reading, sign: string): void {
  const last = reading.open.pop()
  if (last?.sign !== sign) throw new SyntaxError(`Nothing for ${sign} to close in line ${reading.at}`)
  reading.pieces.push(last.closing)
  reading.needsComma = true
}

interface Names {
  /** As written in JSON; one empty name for an item. */
  readonly keys: readonly string[]
  /** Keys of the objects of one member below. */
  readonly chain: readonly string[]
  readonly end: number
}

const NO_NAMES: Names = { keys: [''], chain: [], end: 0 }

function readNames(line: string): Names {
  const keys: string[] = []
  const chain: string[] = []
  let at = 1
  for (;;) {
    const isQuoted = line.charAt(at) === '"'
    const end = isQuoted ? endOfQuoted(line, at) : endOfBareKey(line, at)
    if (end === at) throw new SyntaxError(`No name at ${at} of ${line}`)
    const key = isQuoted ? line.slice(at, end) : `"${line.slice(at, end)}"`
    const sign = line.charAt(end)
    if (at > 1 && line.charAt(at - 1) === '.') chain.push(key)
    else keys.push(key)
    if (sign === ' ') return { keys, chain, end }
    at = sign === '.' ? end + 1 : line.startsWith(', ', end) ? end + 2 : line.length
  }
}

interface ReadValue {
  /** As written in JSON; empty where containers are opened. */
  readonly text: string
  /** `{`, `[` or `[{`: the containers that go on in the next lines. */
  readonly opens: string
  readonly end: number
}

const LINES_MARK = /<(\d{1,9}) lines>/y

function readValue(reading: Reading, line: string, at: number): ReadValue {
  const rest = line.length - at
  if (rest <= 2 && (line.startsWith('{', at) || line.startsWith('[', at))) {
    const opens = line.slice(at)
    if (opens === '{' || opens === '[' || opens === '[{') return { text: '', opens, end: line.length }
  }
  LINES_MARK.lastIndex = at
  const mark = LINES_MARK.exec(line)
  if (mark !== null) {
    const count = Number(mark[1])
    const block = reading.lines.slice(reading.at, reading.at + count)
    reading.at += count
    return { text: rawOfBlock(block), opens: '', end: at + mark[0].length }
  }
  const sign = line.charAt(at)
  if (sign === '<') return verbatim(line, at, line.indexOf('>', at) + 1)
  if (sign === '"' || sign === '[' || sign === '{') {
    const value = verbatim(line, at, endOfCell(line, at, undefined))
    return sign === '[' ? { ...value, text: unbaredItems(value.text) } : value
  }
  const end = endOfBareValue(line, at)
  return { text: unbared(line.slice(at, end)), opens: '', end }
}

function verbatim(line: string, at: number, end: number): ReadValue {
  return { text: line.slice(at, end), opens: '', end }
}
