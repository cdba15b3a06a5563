import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { longestBlock } from './event-loop.ts'

const BUSY_MILLISECONDS = 80

describe('longestBlock', () => {
  it('sees work that does not let go of the event loop', async () => {
    const blocked = await longestBlock(async () => {
      await setImmediate()
      const end = performance.now() + BUSY_MILLISECONDS
      while (performance.now() < end);
    })
    expect(blocked).toBeGreaterThan(BUSY_MILLISECONDS * 0.8)
  })
})
