import type { JsonNode } from '../json/node.ts'
import { rootOf } from './root.ts'

/** An original as its parts are selected: text, lines, and the JSON it may be. */
export interface Original {
  readonly text: string
  /** Offset of each line's first character. A line ends with its line feed; there is none after the last line feed. */
  readonly lineStarts: readonly number[]
  /** The JSON value it is, with offsets into `text`; newline-delimited JSON counts as an array of its lines. Undefined: not JSON. */
  readonly root: JsonNode | undefined
}

/** Reads an original. Linear in the text. */
export function originalOf(text: string): Original {
  return { text, lineStarts: lineStartsOf(text), root: rootOf(text) }
}

/** The text of a line without its line end. */
export function lineOf({ text, lineStarts }: Original, index: number): string {
  const end = lineStarts[index + 1] ?? text.length
  return text.slice(lineStarts[index] ?? text.length, end).replace(/\r?\n$/, '')
}

function lineStartsOf(text: string): number[] {
  const starts = text === '' ? [] : [0]
  for (let at = text.indexOf('\n') + 1; at > 0 && at < text.length; at = text.indexOf('\n', at) + 1) starts.push(at)
  return starts
}
