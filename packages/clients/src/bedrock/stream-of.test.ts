import { describe, expect, it } from 'vitest'
import { streamOf } from './stream-of.ts'

describe('streamOf', () => {
  it('reads nothing ahead, and ends the iteration where the stream is cancelled', async () => {
    const steps: (number | string)[] = []
    async function* values(): AsyncGenerator<number> {
      try {
        for (let value = 1; ; value++) {
          steps.push(value)
          yield value
        }
      } finally {
        steps.push('over')
      }
    }
    const reader = streamOf(values()).getReader()
    expect(steps).toEqual([])
    expect(await reader.read()).toEqual({ done: false, value: 1 })
    expect(await reader.read()).toEqual({ done: false, value: 2 })
    await reader.cancel()
    expect(steps).toEqual([1, 2, 'over'])
  })

  it('fails with the very error, after what came before', async () => {
    const error = new Error('gone')
    async function* values(): AsyncGenerator<number> {
      yield 1
      throw error
    }
    const reader = streamOf(values()).getReader()
    expect(await reader.read()).toEqual({ done: false, value: 1 })
    await expect(reader.read()).rejects.toBe(error)
  })
})
