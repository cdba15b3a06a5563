import type { SegmentTool } from '../../types/segment.ts'
import type { WireObject } from '../wire-value.ts'
import { jsonOf, stringOf } from '../wire-value.ts'

/** The function calls of a conversation as it is walked, and which of them each response answers. */
export interface CallQueue {
  /** Begins a turn of the model: calls of the turn before can only be answered by id from here on. */
  startTurn(): void
  /** Takes the next call of the turn. */
  add(call: WireObject): void
  /** The call that a response answers: by its id, else the next one of its name in the turn; else what the response tells. */
  answeredBy(response: WireObject): SegmentTool
}

/** An empty queue. */
export function createCallQueue(): CallQueue {
  const byId = new Map<string, SegmentTool>()
  const open = new Map<string, OpenCalls>()
  return {
    startTurn: () => open.clear(),
    add(call) {
      const tool = toolOf(call)
      const id = stringOf(call['id'])
      if (id !== '') byId.set(id, tool)
      const calls = open.get(tool.name)
      if (calls === undefined) open.set(tool.name, { tools: [tool], answered: 0 })
      else calls.tools.push(tool)
    },
    answeredBy({ id, name }) {
      const calls = open.get(stringOf(name))
      const inOrder = calls?.tools[calls.answered]
      if (calls !== undefined) calls.answered += 1
      return byId.get(stringOf(id)) ?? inOrder ?? { name: stringOf(name), input: '' }
    },
  }
}

/** Calls of one name in a turn. */
interface OpenCalls {
  readonly tools: SegmentTool[]
  /** How many of them have their response. */
  answered: number
}

/** A call's name, and its arguments as JSON text: absent ones are `{}`, as the API leaves empty members out. */
export function toolOf({ name, args }: WireObject): SegmentTool {
  return { name: stringOf(name), input: jsonOf(args ?? {}) }
}
