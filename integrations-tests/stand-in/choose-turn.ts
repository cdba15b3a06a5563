import type { JsonObject } from './json-value.ts'
import type { Reading, Refusal } from './room.ts'
import type { Condition, Script, ScriptedCall, ScriptedFaults, ScriptedTurn } from './script.ts'
import type { ServedCall, ServedTurn } from './served-turn.ts'
import { scriptedRefusal } from './scripted-refusal.ts'

/** Serves a script. The only thing it remembers is how often each error was answered, and each turn served with its faults. */
export type ChooseTurn = (reading: Reading) => { readonly turn: ServedTurn } | { readonly refusal: Refusal }

/** Makes the function that chooses the turn for a request. */
export function createChooseTurn(script: Script): ChooseTurn {
  const errorsServed = new Map<ScriptedTurn, number>()
  const faultsServed = new Map<ScriptedTurn, number>()
  return (reading) => {
    const turns = script.turns.filter((turn) => holds(turn.when, reading))
    const turn = turns[reading.assistantTurns] ?? { text: script.final ?? 'Done.' }
    if (turn.error !== undefined && timesBefore(errorsServed, turn) < (turn.error.times ?? 1))
      return { refusal: scriptedRefusal(turn.error) }
    const expression = unmatched(turn, reading)
    if (expression !== undefined) return { refusal: noMatch(expression) }
    const isFaulty = timesBefore(faultsServed, turn) < (turn.faultTimes ?? Infinity)
    return { turn: serve(turn, reading, isFaulty ? faultsOf(turn) : {}) }
  }
}

/** How often this was asked of a turn before. */
function timesBefore(counts: Map<ScriptedTurn, number>, turn: ScriptedTurn): number {
  const times = counts.get(turn) ?? 0
  counts.set(turn, times + 1)
  return times
}

function faultsOf({ cutAfterFrames, cutAfterBytes, errorEvent, stall }: ScriptedTurn): ScriptedFaults {
  return {
    ...(cutAfterFrames !== undefined && { cutAfterFrames }),
    ...(cutAfterBytes !== undefined && { cutAfterBytes }),
    ...(errorEvent !== undefined && { errorEvent }),
    ...(stall !== undefined && { stall }),
  }
}

function holds(condition: Condition | undefined, reading: Reading): boolean {
  return condition === undefined || reading.tools.includes(condition.toolDeclared)
}

function noMatch(expression: string): Refusal {
  const message = `The script asks for {{match:${expression}}}, which no tool result of this request holds.`
  return { status: 422, type: 'invalid_request_error', message }
}

function serve(turn: ScriptedTurn, reading: Reading, faults: ScriptedFaults): ServedTurn {
  const calls = callsOf(turn, reading).map((call, place) => serveCall(call, place, reading))
  return {
    index: reading.assistantTurns,
    thinking: fill(turn.thinking ?? '', reading),
    text: fill(turn.text ?? '', reading),
    calls,
    finishReason: turn.finishReason ?? (calls.length > 0 ? 'tool-calls' : 'stop'),
    usage: turn.usage ?? {},
    faults,
  }
}

function serveCall({ name, args, input: scripted }: ScriptedCall, place: number, reading: Reading): ServedCall {
  const id = `turn${reading.assistantTurns}call${place}`
  if (scripted === undefined) return { id, name, args: fillObject(args ?? {}, reading) }
  const input = fill(scripted, reading)
  return { id, name, args: args === undefined ? { input } : fillObject(args, reading), input }
}

function callsOf(turn: ScriptedTurn, reading: Reading): readonly ScriptedCall[] {
  return (turn.calls ?? []).filter((call) => holds(call.when, reading))
}

const PLACEHOLDER = /\{\{match:(.+?)\}\}/g

function fill(text: string, { toolResults }: Reading): string {
  return text.replace(PLACEHOLDER, (_, expression: string) => newestMatch(expression, toolResults) ?? '')
}

function fillObject(object: JsonObject, reading: Reading): JsonObject {
  return fillValue(object, reading) as JsonObject
}

function fillValue(value: unknown, reading: Reading): unknown {
  if (typeof value === 'string') return fill(value, reading)
  if (Array.isArray(value)) return value.map((item) => fillValue(item, reading))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fillValue(item, reading)]))
}

function newestMatch(expression: string, toolResults: readonly string[]): string | undefined {
  const pattern = new RegExp(expression)
  for (const text of toolResults.toReversed()) {
    const match = pattern.exec(text)
    if (match !== null) return match[1] ?? match[0]
  }
  return undefined
}

/** The first expression of a turn that no tool result matches. */
function unmatched(turn: ScriptedTurn, reading: Reading): string | undefined {
  const strings = [
    turn.thinking ?? '',
    turn.text ?? '',
    ...callsOf(turn, reading).flatMap(({ args, input }) => stringsIn([args, input])),
  ]
  return strings
    .flatMap((text) => [...text.matchAll(PLACEHOLDER)].map(([, expression = '']) => expression))
    .find((expression) => newestMatch(expression, reading.toolResults) === undefined)
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}
