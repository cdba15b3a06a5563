import { createTurns } from './turns.ts'

/**
 * Work cut into steps of a few milliseconds each: a generator that yields between them and returns the value.
 * The value is the same whether the steps are taken at once or in turns with other work.
 */
export type Steps<T> = Generator<void, T, void>

/** UTF-16 units of text that one step may work through: some 5 ms at the speed of the slowest room. */
export const STEP_LENGTH: number = 1 << 15

/** UTF-16 units that one pass of a room may work through in a step: a room makes many passes, each several times as fast as the room. */
export const PASS_LENGTH: number = 4 * STEP_LENGTH

/**
 * Tells after each piece of work whether a step is full. A turn of the event loop costs as much as some 1,000 units of text: loops
 * over short columns, rows or blocks share one pace, so that they yield for what they have done together, not for each.
 *
 * @param length UTF-16 units that are a step, or whatever else the work is counted in.
 * @returns Whether to yield now, told how much was worked through since the last call.
 */
export function createPace(length: number = PASS_LENGTH): Pace {
  let done = 0
  return (worked) => {
    done += worked
    if (done < length) return false
    done = 0
    return true
  }
}

/** What `createPace()` gives: takes what was worked through, in the units of its length. */
export type Pace = (worked: number) => boolean

/** Takes all steps now. */
export function atOnce<T>(steps: Steps<T>): T {
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return step.value
}

/**
 * Takes the steps in turns with whatever else waits in the event loop.
 *
 * @throws What a step throws; the signal's reason.
 */
export async function inTurns<T>(steps: Steps<T>, signal?: AbortSignal): Promise<T> {
  let step = steps.next()
  if (step.done === true) return step.value
  const turns = createTurns()
  try {
    while (step.done !== true) {
      await turns.next()
      signal?.throwIfAborted()
      step = steps.next()
    }
    return step.value
  } finally {
    turns.end()
  }
}

/** The value of work that may or may not be cut into steps. */
export function* stepsOf<T>(work: T | Steps<T>): Steps<T> {
  return isSteps(work) ? yield* work : work
}

function isSteps<T>(work: T | Steps<T>): work is Steps<T> {
  return typeof work === 'object' && work !== null && Symbol.iterator in work && 'next' in work && 'throw' in work
}
