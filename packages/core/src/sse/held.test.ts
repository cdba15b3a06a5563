import { describe, expect, it } from 'vitest'
import { createHeld } from './held.ts'

describe('createHeld', () => {
  it('holds chunks of every length in order', () => {
    const held = createHeld()
    const all: number[] = []
    for (let length = 0; length < 100; length += 1) {
      const chunk = new Uint8Array(length).fill(length)
      held.add(chunk)
      chunk.fill(0)
      all.push(...Array.from({ length }, () => length))
    }
    expect([...held.bytes()]).toEqual(all)
    expect(held.length()).toBe(all.length)
  })

  it('gives all away at once, and never changes what it gave', () => {
    const held = createHeld()
    held.add(Uint8Array.of(1, 2))
    const first = held.take()
    held.add(Uint8Array.of(3))
    expect([...first]).toEqual([1, 2])
    expect([...held.take()]).toEqual([3])
    expect([...held.take()]).toEqual([])
  })
})
