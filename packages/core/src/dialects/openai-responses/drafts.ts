import type { WireObject } from '../wire-value.ts'
import { listOf, objectOf, stringOf } from '../wire-value.ts'

/** The output items of a reply that is still coming. Calls that fit nothing are passed over. */
export interface Drafts {
  /** Starts an item. */
  begin(at: number, item: WireObject | undefined): void
  /** Starts a part of an item that was started: `content` or `summary`, and the part's index in it. */
  part(at: number, list: string, index: unknown, part: WireObject | undefined): void
  /** Adds to a text of an item that was started, or of a part of it. */
  append(at: number, list: string | undefined, index: unknown, member: string, delta: string): void
  /** Puts the whole item in place of what was gathered. */
  finish(at: number, item: WireObject | undefined): void
  /** The whole item of an index; undefined where it has not ended. */
  finished(at: number): WireObject | undefined
  /** The items as far as they came, by their index. What is added later does not change them. */
  items(): readonly WireObject[]
}

/** No items yet. */
export function createDrafts(): Drafts {
  const drafts = new Map<number, Draft>()
  const whole = new Map<number, WireObject>()
  return {
    begin: (at, item) => {
      if (item !== undefined) drafts.set(at, draftOf(item))
    },
    part: (at, list, index, part) => {
      const parts = drafts.get(at)?.parts.get(list)
      if (part !== undefined && typeof index === 'number') parts?.set(index, { ...part })
    },
    append: (at, list, index, member, delta) => {
      const draft = drafts.get(at)
      const target = list === undefined ? draft?.item : draft?.parts.get(list)?.get(index)
      if (target !== undefined) target[member] = stringOf(target[member]) + delta
    },
    finish: (at, item) => {
      if (item !== undefined) whole.set(at, item)
    },
    finished: (at) => whole.get(at),
    items: () => {
      const indices = [...new Set([...drafts.keys(), ...whole.keys()])].sort((a, b) => a - b)
      return indices.map((at) => whole.get(at) ?? itemOf(drafts.get(at))).filter((item) => item !== undefined)
    },
  }
}

interface Draft {
  readonly item: Record<string, unknown>
  /** By list, by index: some servers leave indices out. */
  readonly parts: ReadonlyMap<string, Map<unknown, Record<string, unknown>>>
}

function draftOf(item: WireObject): Draft {
  const lists = ['content', 'summary'].map((list) => {
    const parts = listOf(item[list]).map((part) => ({ ...objectOf(part) }))
    return [list, new Map<unknown, Record<string, unknown>>(parts.entries())] as const
  })
  return { item: { ...item }, parts: new Map(lists) }
}

function itemOf(draft: Draft | undefined): WireObject | undefined {
  if (draft === undefined) return undefined
  const lists = [...draft.parts].filter(([, parts]) => parts.size > 0)
  const copies = lists.map(([list, parts]) => [list, [...parts.values()].map((part) => ({ ...part }))] as const)
  return { ...draft.item, ...Object.fromEntries(copies) }
}
