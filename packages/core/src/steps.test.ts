import { describe, expect, it } from 'vitest'
import { atOnce, createPace, inTurns, type Steps, stepsOf } from './steps.ts'

function* sum(numbers: readonly number[]): Steps<number> {
  let total = 0
  for (const number of numbers) {
    total += number
    yield
  }
  return total
}

describe('createPace', () => {
  it('tells that a step is full once so much was worked through since the last one', () => {
    const isDue = createPace(10)
    expect([4, 4, 4, 4, 10, 9, 1].map(isDue)).toEqual([false, false, true, false, true, false, true])
  })
})

describe('atOnce and inTurns', () => {
  it('give the same value', async () => {
    expect(atOnce(sum([1, 2, 3]))).toBe(6)
    expect(await inTurns(sum([1, 2, 3]))).toBe(6)
  })
})

describe('inTurns', () => {
  it('lets timers and other work run between the steps', async () => {
    const order: string[] = []
    setTimeout(() => order.push('timer'), 0)
    const numbers = Array.from({ length: 2_000 }, () => 1)
    const first = inTurns(sum(numbers)).then(() => order.push('first'))
    const second = inTurns(sum([1])).then(() => order.push('second'))
    await Promise.all([first, second])
    expect(order.at(-1)).toBe('first')
    expect(order).toContain('timer')
  })

  it('stops between two steps where it is aborted', async () => {
    const controller = new AbortController()
    const steps = sum([1, 2, 3, 4])
    const work = inTurns(steps, controller.signal)
    controller.abort(new Error('enough'))
    await expect(work).rejects.toThrow('enough')
    expect(steps.next().done).toBe(false)
  })
})

describe('stepsOf', () => {
  it('takes plain values as work that is done', () => {
    expect(atOnce(stepsOf('plain'))).toBe('plain')
    expect(atOnce(stepsOf(undefined))).toBeUndefined()
    expect(atOnce(stepsOf([1, 2]))).toEqual([1, 2])
    expect(atOnce(stepsOf(sum([4])))).toBe(4)
  })
})
