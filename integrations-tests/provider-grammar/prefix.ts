import type { JsonObject } from '../stand-in/json-value.ts'
import { jsonEnd } from './json-end.ts'

/** The same request twice. */
export interface Versions {
  /** As the client sent it. */
  readonly original: JsonObject
  /** As the provider got it. */
  readonly compressed: JsonObject
}

/**
 * Whether the later of two requests keeps what the provider got in the earlier one, wherever the client kept what it had sent: every
 * member, and every turn up to the first that the client itself changed. Breakpoints may move.
 *
 * @returns The member, or the turn of a list, that was sent in another form; undefined where there is none.
 */
export function changedPrefix(before: Versions, after: Versions): string | undefined {
  for (const name of Object.keys(before.original)) {
    const [old, next, sent, resent] = [before.original, after.original, before.compressed, after.compressed].map(
      (one) => turnsOf(one[name]),
    )
    for (const [at, turn] of (old ?? []).entries()) {
      if (turn !== next?.[at]) break
      if (sent?.[at] !== resent?.[at]) return `${name}.${at}`
    }
  }
  return undefined
}

/** The turns of a list, or a value as the only one, each as JSON without its breakpoints. */
function turnsOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map((turn: unknown) => JSON.stringify(turn, withoutBreakpoints) ?? '')
}

function withoutBreakpoints(name: string, value: unknown): unknown {
  if (name === 'cache_control') return undefined
  return Array.isArray(value) ? value.filter((block) => !isCachePoint(block)) : value
}

function isCachePoint(block: unknown): boolean {
  return typeof block === 'object' && block !== null && 'cachePoint' in block
}

/** The same body twice, as JSON. */
export interface Bodies {
  /** As the client sent it. */
  readonly original: string
  /** As the provider got it. */
  readonly compressed: string
}

/**
 * How many turns of two bodies follow one and the same beginning, in the bytes that the client sent; undefined where what the provider got
 * begins with other bytes before the end of one of them.
 */
export function sharedTurns(before: Bodies, after: Bodies, list: string): number | undefined {
  const [old, next, sent, resent] = [before.original, after.original, before.compressed, after.compressed].map((json) =>
    turnEnds(json, list),
  )
  let shared = 0
  for (const [at, end] of (old ?? []).entries()) {
    if (next?.[at] !== end || !after.original.startsWith(before.original.slice(0, end))) break
    const sentEnd = sent?.[at] ?? 0
    if (resent?.[at] !== sentEnd || !after.compressed.startsWith(before.compressed.slice(0, sentEnd))) return undefined
    shared += 1
  }
  return shared
}

/** Where the elements of a list that is a member of a body end. */
function turnEnds(json: string, list: string): readonly number[] {
  const ends: number[] = []
  let at = memberStart(json, list)
  while (at !== undefined && /[[,]/.test(json[at] ?? '')) {
    const start = behindSpace(json, at + 1)
    if (json[start] === ']') break
    ends.push(jsonEnd(json, start))
    at = behindSpace(json, ends.at(-1) ?? start)
  }
  return ends
}

function memberStart(json: string, name: string): number | undefined {
  let at = behindSpace(json, json.indexOf('{') + 1)
  while (json[at] === '"') {
    const nameEnd = jsonEnd(json, at)
    const isIt = json.slice(at, nameEnd) === JSON.stringify(name)
    const start = behindSpace(json, behindSpace(json, nameEnd) + 1)
    if (isIt) return json[start] === '[' ? start : undefined
    at = behindSpace(json, behindSpace(json, jsonEnd(json, start)) + 1)
  }
  return undefined
}

function behindSpace(json: string, at: number): number {
  let end = at
  while (/\s/.test(json[end] ?? '')) end += 1
  return end
}
