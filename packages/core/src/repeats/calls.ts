import type { Segment } from '../types/segment.ts'

/** The tool calls of a request, as a reference may name their results. */
export interface Calls {
  /** Adds a result. False where its call has no name, so that nothing can refer to it. */
  add(segment: Segment): boolean
  /**
   * How a reference names a result that was added: by its call; where the call was made more than once, by its first line as well,
   * and as the first or the latest of those that begin so. Undefined where that leaves a doubt.
   */
  nameOf(segment: Segment): string | undefined
}

/** Characters of a call's input in a reference: enough to tell calls apart, at most some 40 tokens. */
const MAX_INPUT = 160
/** Characters of a result's first line in a reference. */
const MAX_LINE = 80

/** Starts with nothing. */
export function createCalls(): Calls {
  const results = new Map<string, Segment[]>()
  return {
    add(segment) {
      const call = callOf(segment)
      if (call === undefined) return false
      results.set(call, [...(results.get(call) ?? []), segment])
      return true
    },
    nameOf(segment) {
      const call = callOf(segment) ?? ''
      const all = results.get(call) ?? []
      // Several texts of one turn are parts of one result. Results without text (images) are not known here, so none is counted.
      if (all.every(({ turn }) => turn === segment.turn)) return `the result of ${call}`
      const line = firstLineOf(segment)
      const alike = all.filter((other) => firstLineOf(other) === line)
      const which = alike.at(-1) === segment ? 'latest ' : alike[0] === segment ? 'first ' : undefined
      if (line === '' || which === undefined) return undefined
      return `the ${alike.length === 1 ? '' : which}result of ${call} that begins with "${line}"`
    },
  }
}

// Without a name there is nothing to refer to.
function callOf({ role, tool }: Segment): string | undefined {
  if (role !== 'tool' || tool === undefined || tool.name === '') return undefined
  return `${tool.name} ${clipped(tool.input, MAX_INPUT)}`.trim()
}

function firstLineOf({ text }: Segment): string {
  const end = text.indexOf('\n')
  return clipped(end < 0 ? text : text.slice(0, end), MAX_LINE).trim()
}

function clipped(text: string, length: number): string {
  const line = text.slice(0, 2 * length).replace(/\s+/g, ' ')
  return line.length > length ? `${line.slice(0, length).toWellFormed()}…` : line
}
