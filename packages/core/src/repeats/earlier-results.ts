import { toolKindOf } from '../tool-kind.ts'
import type { Segment } from '../types/segment.ts'
import { writeChanges } from './changes.ts'
import { createCalls } from './calls.ts'

/** A tool result in terms of an earlier one that the same request shows whole. */
export interface Repeat {
  /** What stands in its place: a reference to the earlier result, and the changes to it where there are any. */
  readonly text: string
  /** The earlier result's own text. */
  readonly base: string
}

/** Tool results of one request, in wire order, as far as they are known when a later one is decided. */
export interface EarlierResults {
  /**
   * A tool result in terms of one that was added. Undefined: it repeats none, or none that can be named without doubt.
   *
   * @param keepLines Whether every line must be there to be quoted as it is.
   */
  repeatOf(segment: Segment, keepLines: boolean): Repeat | undefined
  /**
   * Adds a result that has been decided.
   *
   * @param shown Whether the model can read it in the request: as it was, in a form that decodes to it, or not in whole.
   */
  add(segment: Segment, shown: 'verbatim' | 'lossless' | 'in part'): void
}

/** Characters up to which two texts are compared line by line: what agents' reading tools give out at once is below a tenth of it. */
const MAX_COMPARED = 1_000_000

/** Starts with nothing. */
export function createEarlierResults(): EarlierResults {
  const calls = createCalls()
  const bases = { verbatim: new Map<string, Segment>(), lossless: new Map<string, Segment>() }
  const reads = new Map<string, Segment>()
  return {
    repeatOf(segment, keepLines) {
      const base = bases.verbatim.get(segment.text) ?? (keepLines ? undefined : bases.lossless.get(segment.text))
      if (base === undefined) return changedRead(segment)
      const name = calls.nameOf(base)
      if (name === undefined) return undefined
      return { text: `[The same text as ${name} above, ${sizeOf(segment.text)}.]`, base: segment.text }
    },
    add(segment, shown) {
      if (!calls.add(segment) || shown === 'in part') return
      if (!bases[shown].has(segment.text)) bases[shown].set(segment.text, segment)
      const read = readOf(segment)
      if (read !== undefined && shown === 'verbatim') reads.set(read, segment)
    },
  }

  function changedRead(segment: Segment): Repeat | undefined {
    const base = reads.get(readOf(segment) ?? '')
    if (base === undefined || segment.text.length + base.text.length > MAX_COMPARED) return undefined
    const name = calls.nameOf(base)
    const changes = writeChanges(base.text, segment.text)
    if (name === undefined || changes === undefined) return undefined
    const numbers = changes.isRenumbered ? '; line numbers count on from them' : ''
    const head = `[The text of ${name} above, with these changes (unified diff without context)${numbers}; all else is the same.]`
    return { text: `${head}\n${changes.hunks}`, base: base.text }
  }
}

/** What tells whether two reads show the same part of the same file: the very same call. Undefined for what is no read. */
function readOf({ tool }: Segment): string | undefined {
  return tool !== undefined && toolKindOf(tool) === 'editable-read' ? `${tool.name}\n${tool.input}` : undefined
}

function sizeOf(text: string): string {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
  return lines === 1 ? `${text.length} characters` : `${lines} lines`
}
