import { describe, expect, it } from 'vitest'
import type { Entry } from '../types/store.ts'
import { testStore } from '../testing.ts'
import { createMemoryStore } from './memory-store.ts'

const entry = (length: number): Entry => ({ kind: 'original', text: 'x'.repeat(length) })

describe('createMemoryStore', () => {
  it.each(testStore('memory', () => createMemoryStore()))('$name', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined()
  })

  it('lets go of what was used longest ago when it is full', async () => {
    const store = createMemoryStore({ maxBytes: 3 * (2 * 1_000 + 200) })
    for (const key of ['a', 'b', 'c']) await store.set(key, entry(1_000), Infinity)
    await store.get('a')
    await store.set('d', entry(1_000), Infinity)
    expect(await store.get('b')).toBeUndefined()
    expect(['a', 'c', 'd'].map((key) => store.get(key) !== undefined)).toEqual([true, true, true])
  })

  it('counts an entry once that is set again', async () => {
    const store = createMemoryStore({ maxBytes: 2 * (2 * 1_000 + 200) })
    await store.set('a', entry(1_000), Infinity)
    for (let again = 0; again < 10; again++) await store.set('b', entry(1_000), Infinity)
    expect(await store.get('a')).toEqual(entry(1_000))
  })

  it('refuses an entry that does not fit at all and keeps the others', async () => {
    const store = createMemoryStore({ maxBytes: 1_000 })
    await store.set('a', entry(10), Infinity)
    expect(() => store.set('b', entry(1_000), Infinity)).toThrow('does not fit into a store of 1000 bytes')
    expect(await store.get('a')).toEqual(entry(10))
  })

  it('keeps entries past their time to live: it is a lower bound', async () => {
    const store = createMemoryStore()
    await store.set('a', entry(1), 0)
    expect(await store.get('a')).toEqual(entry(1))
  })

  it('refuses a size that is none', () => {
    for (const maxBytes of [0, -1, Number.NaN])
      expect(() => createMemoryStore({ maxBytes })).toThrow('`maxBytes` must be')
  })
})
