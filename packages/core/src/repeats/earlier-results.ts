import { fileOf } from '../tool-kind.ts'
import type { Segment } from '../types/segment.ts'
import { writeChanges } from './changes.ts'

/** A tool result in terms of an earlier one that the same request shows whole. */
export interface Repeat {
  /** What stands in its place: a reference to the earlier result, and the changes to it where there are any. */
  readonly text: string
  /** The earlier result's own text. */
  readonly base: string
}

/** Tool results of one request, in wire order, as far as they are known when a later one is decided. */
export interface EarlierResults {
  /** A tool result in terms of one that was added. Undefined: it repeats none. */
  repeatOf(segment: Segment): Repeat | undefined
  /**
   * Adds a result that has been decided.
   *
   * @param shown Whether the model can read it in the request: as it was, in a form that decodes to it, or not in whole.
   */
  add(segment: Segment, shown: 'verbatim' | 'lossless' | 'in part'): void
}

/** Characters of a call's input in a reference: enough to tell calls apart, at most some 40 tokens. */
const MAX_INPUT = 160
/** Characters up to which two texts are compared line by line: what agents' reading tools give out at once is below a tenth of it. */
const MAX_COMPARED = 1_000_000

/** Starts with nothing. */
export function createEarlierResults(): EarlierResults {
  const calls = new Map<string, number>()
  const whole = new Map<string, string>()
  const reads = new Map<string, { readonly text: string; readonly name: string }>()
  return {
    repeatOf(segment) {
      const name = whole.get(segment.text)
      if (name !== undefined) return { text: sameAs(name, calls, segment.text), base: segment.text }
      const read = reads.get(fileOf(segment.tool) ?? '')
      if (read === undefined || segment.text.length + read.text.length > MAX_COMPARED) return undefined
      const changes = writeChanges(read.text, segment.text)
      return changes === undefined ? undefined : { text: changedSince(read.name, calls, changes), base: read.text }
    },
    add(segment, shown) {
      const call = callOf(segment)
      if (call === undefined) return
      const count = (calls.get(call) ?? 0) + 1
      calls.set(call, count)
      if (shown === 'in part') return
      const name = `${count}\n${call}`
      if (!whole.has(segment.text)) whole.set(segment.text, name)
      const file = fileOf(segment.tool)
      if (file !== undefined && shown === 'verbatim') reads.set(file, { text: segment.text, name })
    },
  }
}

function sameAs(name: string, calls: ReadonlyMap<string, number>, text: string): string {
  const lines = text.split('\n').length
  return `[The same text as ${resultOf(name, calls)} above, ${lines === 1 ? `${text.length} characters` : `${lines} lines`}.]`
}

function changedSince(name: string, calls: ReadonlyMap<string, number>, changes: string): string {
  return `[The text of ${resultOf(name, calls)} above, with these changes (unified diff without context); every other line is the same.]\n${changes}`
}

/** How a reference names a result: by its call, and by its number where the call was made more than once before. */
function resultOf(name: string, calls: ReadonlyMap<string, number>): string {
  const [count = '', call = ''] = name.split('\n')
  return (calls.get(call) ?? 1) === 1 ? `the result of ${call}` : `result ${count} of ${call}`
}

// Without a name there is nothing to refer to.
function callOf({ role, tool }: Segment): string | undefined {
  if (role !== 'tool' || tool === undefined || tool.name === '') return undefined
  const input = tool.input.slice(0, 2 * MAX_INPUT).replace(/\s+/g, ' ')
  return `${tool.name} ${input.length > MAX_INPUT ? `${input.slice(0, MAX_INPUT).toWellFormed()}…` : input}`.trim()
}
