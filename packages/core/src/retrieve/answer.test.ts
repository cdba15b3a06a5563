import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyOf } from '../memory/key.ts'
import { createMemoryStore } from '../memory/memory-store.ts'
import type { Store } from '../types/store.ts'
import { answerRetrieveCall } from './answer.ts'

const TEXT = '[{"a":1.0},{"a":2.0}]'

async function stored(text: string): Promise<{ readonly store: Store; readonly key: string }> {
  const store = createMemoryStore()
  const key = await keyOf(text)
  await store.set(key, { kind: 'original', text }, Infinity)
  return { store, key }
}

describe('answerRetrieveCall', () => {
  it('gives the whole original byte for byte', async () => {
    const { store, key } = await stored('a\r\n\ud800')
    expect(await answerRetrieveCall(store, { key })).toBe('a\r\n\ud800')
    expect(await answerRetrieveCall(store, JSON.stringify({ key }))).toBe('a\r\n\ud800')
  })

  it('says in a last line which part a part is', async () => {
    const { store, key } = await stored('a\nb\nc\n')
    expect(await answerRetrieveCall(store, { key, lines: '2' })).toBe('b\n[lines 2 to 2 of 3]')
    expect(await answerRetrieveCall(store, { key, grep: 'c' })).toBe('3: c\n[1 of 1 lines that match "c", of 3 lines]')
  })

  it('reads arguments as models write them', async () => {
    const { store, key } = await stored(TEXT)
    const row = '{"a":2.0}\n[row 1 of the 2, counted from 0]'
    for (const input of [
      { key, index: '1' },
      { key, index: 1, lines: '', grep: null, path: '', query: null },
      { key: `key ${key.toUpperCase()}.`, index: 1 },
      JSON.stringify(JSON.stringify({ key, index: 1 })),
    ]) {
      expect(await answerRetrieveCall(store, input)).toBe(row)
    }
    expect(await answerRetrieveCall(store, key)).toBe(TEXT)
    expect(await answerRetrieveCall(store, { key, lines: 1 })).toBe(TEXT)
    expect(await answerRetrieveCall(store, { key, lines: [1, 1] })).toBe(TEXT)
  })

  it('refuses an argument that selects nothing, rather than giving the whole', async () => {
    const { store, key } = await stored(TEXT)
    expect(await answerRetrieveCall(store, { key, where: 'a > 1' })).toContain('"where" selects nothing: give lines')
    expect(await answerRetrieveCall(store, { key, where: null, note: '' })).toBe(TEXT)
  })

  it('answers in words whatever it is given', async () => {
    const { store, key } = await stored(TEXT)
    const anything = fc.oneof(
      fc.anything(),
      fc.record({ key: fc.constant(key), lines: fc.anything(), index: fc.anything() }),
      fc.json(),
    )
    await fc.assert(
      fc.asyncProperty(anything, async (input) => {
        expect(await answerRetrieveCall(store, input)).toEqual(expect.any(String))
      }),
      { seed: 11, numRuns: 500 },
    )
    expect(await answerRetrieveCall(store, '{"index": 3}')).toContain('"" is no key')
    expect(await answerRetrieveCall(store, '')).toContain('is no key')
  })

  it('tells of a failing store instead of throwing', async () => {
    const store: Store = { get: () => Promise.reject(new Error('gone')), set: () => undefined }
    expect(await answerRetrieveCall(store, { key: '0123456789abcdef' })).toBe(
      'The original could not be read: The store failed to get an entry. Go on without it, or run the tool that produced it again.',
    )
  })
})
