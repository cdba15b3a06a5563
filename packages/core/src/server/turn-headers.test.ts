import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '../memory/memory-store.ts'
import { openTurn } from '../loop/open-turn.ts'
import type { TurnOptions } from '../loop/options.ts'
import { turnHeaders } from './turn-headers.ts'

const ROWS = JSON.stringify(Array.from({ length: 100 }, (_, id) => ({ id, name: `row ${id}`, state: 'ok' })))

/** The headers of a turn whose request is given but for its result of a tool. */
async function headersWith(
  request: object,
  options: Omit<TurnOptions, 'store'> = {},
): Promise<Readonly<Record<string, string>>> {
  const messages = [
    { role: 'user', content: 'Why?' },
    { role: 'assistant', tool_calls: [{ id: 'a', type: 'function', function: { name: 'query', arguments: '{}' } }] },
    { role: 'tool', tool_call_id: 'a', content: ROWS },
  ]
  const store = createMemoryStore()
  const turn = await openTurn({ messages, ...request }, { store, retrieve: 'visible', ...options })
  return Object.fromEntries(turnHeaders(turn))
}

describe('turnHeaders', () => {
  it('tells what was done', async () => {
    const headers = await headersWith({ model: 'gpt-5.5' })
    expect(headers).toEqual({
      'x-headroom-compressed': 'true',
      'x-headroom-tokens-before': expect.stringMatching(/^\d+$/),
      'x-headroom-tokens-after': expect.stringMatching(/^\d+$/),
      'x-headroom-tokens-saved': expect.stringMatching(/^[1-9]\d*$/),
      'x-headroom-transforms': expect.stringMatching(/^json-(?:rows|tree)$/),
      'x-headroom-model': 'gpt-5.5',
      'x-headroom-no-views': 'not-declared',
    })
    const [before, after, saved] = ['before', 'after', 'saved'].map((one) =>
      Number(headers[`x-headroom-tokens-${one}`]),
    )
    expect(saved).toBe(Number(before) - Number(after))
  })

  it('tells that nothing was done, and names no compressor then', async () => {
    const headers = await headersWith({ messages: [{ role: 'user', content: 'Hi.' }] }, { policy: 'lossless' })
    expect(headers).toEqual({
      'x-headroom-compressed': 'false',
      'x-headroom-tokens-before': '2',
      'x-headroom-tokens-after': '2',
      'x-headroom-tokens-saved': '0',
    })
  })

  it('tells nothing of a model that no header can hold', async () => {
    for (const model of ['a\r\nset-cookie: b', 'модель', '', 'x'.repeat(201), 7])
      expect(await headersWith({ model })).not.toHaveProperty('x-headroom-model')
  })

  it('tells of a failure', async () => {
    const tokenizer = {
      count: (): number => {
        throw new Error('no tokens')
      },
    }
    expect(await headersWith({}, { tokenizer })).toMatchObject({
      'x-headroom-compressed': 'false',
      'x-headroom-compression-failed': 'true',
    })
  })

  it('leaves out names that no header can hold', async () => {
    const store = createMemoryStore()
    const turn = await openTurn({ model: 'modèle', messages: [{ role: 'user', content: 'Why?' }] }, { store })
    const outcomes = turn.report.outcomes.map((outcome) => ({ ...outcome, form: 'lossless', by: 'größe→x' }) as const)
    const headers = Object.fromEntries(turnHeaders({ ...turn, report: { ...turn.report, outcomes } }))
    expect(headers).toMatchObject({ 'x-headroom-compressed': 'true' })
    expect(Object.keys(headers)).not.toContain('x-headroom-transforms')
    expect(Object.keys(headers)).not.toContain('x-headroom-model')
  })
})
