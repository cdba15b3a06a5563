import { compress, compressText, createMemoryStore, defineCompressor } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { conversationOf } from './samples.ts'

const ROWS = JSON.stringify(
  Array.from({ length: 300 }, (_, id) => ({
    id,
    status: id === 211 ? 'failed' : 'ok',
    note: `run number ${id * 7919}`,
  })),
)

describe('compressing what is compressed, at the edges', () => {
  const halving = defineCompressor({
    name: 'halving',
    unit: 'lines',
    detect: () => 1,
    parse: (text) => ({ units: [{ text }] }),
    encode: ({ units: [unit] }) => unit?.text.slice(0, unit.text.length / 2),
    decode: (text) => text + text,
  })

  it.each([undefined, 'tenant'])(
    'leaves its output alone where it could be shortened further (scope %s)',
    async (scope) => {
      const options = { store: createMemoryStore(), compressors: [halving], ...(scope === undefined ? {} : { scope }) }
      const once = await compressText('a b '.repeat(1024), options)
      const twice = await compressText(once.text, options)
      expect(once.text).toHaveLength(2048)
      expect(twice).toMatchObject({ text: once.text, outcome: { reason: 'own-output' } })
    },
  )

  it('knows an output that stands beside its original, in a store that has seen neither', async () => {
    const options = { compressors: [halving] }
    const original = 'a b '.repeat(1024)
    const { text } = await compressText(original, options)
    const messages = [original, text].map((content) => ({ role: 'tool', tool_call_id: 'a', content }))
    const { report } = await compress({ messages }, { ...options, store: createMemoryStore() })
    expect(report.outcomes.map(({ reason }) => reason)).toEqual(['lossless', 'own-output'])
  })

  it('knows the retrieve tool behind the prefix of an MCP client', async () => {
    const { report } = await compress(conversationOf(ROWS, 'what failed?', 'mcp__headroom__headroom_retrieve'), {
      store: createMemoryStore(),
    })
    expect(report.outcomes[1]).toMatchObject({ form: 'verbatim', reason: 'retrieved' })
  })
})
