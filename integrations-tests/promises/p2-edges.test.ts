import { compressBody } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { conversationOf } from './samples.ts'

const ROWS = JSON.stringify(
  Array.from({ length: 300 }, (_, id) => ({
    id,
    status: id === 211 ? 'failed' : 'ok',
    note: `run number ${id * 7919}`,
  })),
)

describe('P2 splice, at the edges', () => {
  it('keeps every byte of a hostile body around a changed string, mark and end included', async () => {
    const rows = JSON.stringify(
      JSON.stringify(Array.from({ length: 90 }, (_, id) => ({ id, name: `user ${id}`, active: true }))),
    )
    const head =
      '\uFEFF { "big": 12345678901234567890, "n": 1.0,\r\n "messages": [], "messages" :[{"role":"tool","content":"first","cont\\u0065nt": '
    const tail = ' , "z": -0}], "2": 1, "1": 1e400, "k": "\\ud800" }\n\t '
    const asText = await compressBody(head + rows + tail)
    const asBytes = await compressBody(new TextEncoder().encode(head + rows + tail))
    expect(asText.report.tokensSaved).toBeGreaterThan(0)
    expect(asText.body.startsWith(head)).toBe(true)
    expect(asText.body.endsWith(tail)).toBe(true)
    expect(asBytes.body).toEqual(new TextEncoder().encode(asText.body))
    expect(JSON.parse(asText.body.slice(1)).messages).toHaveLength(1)
  })

  it('gives back bytes that are not UTF-8, though they hold what could be shortened', async () => {
    const bytes = new TextEncoder().encode(JSON.stringify({ x: '?', ...conversationOf(ROWS) }))
    bytes[bytes.indexOf('?'.charCodeAt(0))] = 0xff
    expect((await compressBody(bytes)).body).toBe(bytes)
  })
})
