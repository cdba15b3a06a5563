import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '../memory/memory-store.ts'
import { keyOf } from '../memory/key.ts'
import { retrieve, type RetrieveRequest } from './retrieve.ts'

const rows = Array.from({ length: 200 }, (_, id) => ({ id, name: `item ${id}`, score: id * 1.5 }))
const wrapped = JSON.stringify({ code: 0, stdout: JSON.stringify({ items: rows, next: null }) })
const lines = JSON.stringify({ log: rows.map((row) => JSON.stringify(row)).join('\n') })

describe('retrieve, of JSON in a string', () => {
  it.each([
    { path: '$.stdout.items[137]' },
    { path: '$.stdout["@json"].items[137]' },
    { path: 'stdout.items', index: 137 },
    { path: '$.stdout["@json"].items', index: 137 },
    { index: 137 },
  ])('goes into the string: %j', async (selector) => {
    expect(await asked(wrapped, selector)).toBe('{"id":137,"name":"item 137","score":205.5}')
  })

  it('takes lines of JSON in a string for a list', async () => {
    expect(await asked(lines, { path: '$.log[137].name' })).toBe('"item 137"')
    expect(await asked(lines, { path: '$.log', index: 3 })).toBe('{"id":3,"name":"item 3","score":4.5}')
  })

  it('gives the string itself as it is written', async () => {
    expect(await asked(wrapped, { path: '$.code' })).toBe('0')
    expect(await asked('{"a":"[1,2]"}', { path: '$.a' })).toBe('"[1,2]"')
    expect(await asked('{"a":"[1,2"}', { path: '$.a[0]' })).toContain('1')
    expect(await asked('{"a":"text"}', { path: '$.a.b' })).toContain('$.a is a string')
  })
})

describe('retrieve, of JSON that is not whole', () => {
  const cut = JSON.stringify({ content: rows }).slice(0, -700)
  const broken = [...rows.map((row) => JSON.stringify(row)), '{"id":200,"na'].join('\n')

  it('finds what is whole by path and by index', async () => {
    expect(await asked(cut, { path: '$.content[7].name' })).toBe('"item 7"')
    expect(await asked(cut, { index: 7 })).toBe('{"id":7,"name":"item 7","score":10.5}')
    expect(await asked(broken, { index: 33 })).toBe('{"id":33,"name":"item 33","score":49.5}')
    expect(await asked(broken, { path: '$[200]' })).toBe('{"id":200,"na')
  })
})

async function asked(text: string, selector: Omit<RetrieveRequest, 'key'>): Promise<string> {
  const store = createMemoryStore()
  const key = await keyOf(text)
  await store.set(key, { kind: 'original', text }, Infinity)
  const found = await retrieve(store, { key, ...selector })
  return found.found ? found.text : found.message
}
