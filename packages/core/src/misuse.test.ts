import { describe, expect, it, vi } from 'vitest'
import { compress } from './compress.ts'
import { compressBody } from './compress-body.ts'
import { compressText } from './compress-text.ts'
import { defineCompressor } from './compressors/define.ts'
import { InvalidOptionError } from './errors.ts'
import { createMemoryStore } from './memory/memory-store.ts'
import { planEdits } from './plan.ts'
import type { Steps } from './steps.ts'
import type { Tokenizer } from './types/tokenizer.ts'

const LONG = 'a line of a report that goes on for a while\n'.repeat(30)
const NOTHING = null as never

function* countsNothing(): Steps<number> {
  yield
  return Number.NaN
}

describe('misuse', () => {
  it.each([
    ['options', () => compress({}, NOTHING)],
    ['options', () => compress({}, 'balanced' as never)],
    ['options', () => compressBody('{}', NOTHING)],
    ['options', () => compressText('x', NOTHING)],
    ['body', () => compressBody(7 as never)],
    ['text', () => compressText(7 as never)],
    ['query', () => compressText('x', { query: 7 as never })],
    ['tool', () => compressText('x', { tool: 5 as never })],
    ['tool', () => compressText('x', { tool: {} as never })],
    ['segments', () => planEdits(5 as never)],
    ['segments', () => planEdits([NOTHING])],
    ['tokenizer', () => compressText(LONG, { tokenizer: { count: () => Number.NaN } })],
    ['tokenizer', () => compressText(LONG, { tokenizer: { count: () => '5' as never } })],
    ['tokenizer', () => compressText(LONG, { tokenizer: { count: () => 5, countSteps: countsNothing } })],
    ['options', async () => createMemoryStore(NOTHING)],
    ['max', async () => createMemoryStore({ max: 5 } as never)],
    ['room', async () => defineCompressor(NOTHING)],
    ['room', async () => defineCompressor({} as never)],
  ])('throws early and names `%s`', async (name, call) => {
    const error = await caught(call)
    expect(error).toBeInstanceOf(InvalidOptionError)
    expect(error).toMatchObject({ option: name })
  })
})

describe('what is nobody’s misuse', () => {
  it('takes the input of a tool as a value, too', async () => {
    const { outcome } = await compressText(LONG, { tool: { name: 'sql', input: { q: 1 } } })
    expect(outcome.tool).toBe('sql')
  })

  it('leaves the one segment alone whose policy throws, and says so', async () => {
    const policy = () => {
      throw new Error('no rule for this')
    }
    expect((await compressText(LONG, { policy })).outcome).toMatchObject({
      reason: 'failed',
      detail: 'no rule for this',
    })
  })

  it('counts in the steps that a tokenizer has', async () => {
    const count = vi.fn<Tokenizer['count']>()
    const tokenizer: Tokenizer = {
      count,
      *countSteps(text) {
        yield
        return text.length
      },
    }
    const { outcome } = await compressText(LONG, { tokenizer })
    expect(outcome.tokensBefore).toBe(LONG.length)
    expect(count).not.toHaveBeenCalled()
  })

  it('leaves a text alone whose tokenizer throws, and says so', async () => {
    const tokenizer = {
      count: () => {
        throw new Error('no count for this')
      },
    }
    const { text, outcome } = await compressText(LONG, { tokenizer })
    expect(text).toBe(LONG)
    expect(outcome).toMatchObject({ form: 'verbatim', reason: 'failed', detail: 'no count for this' })
  })

  it('says that the store failed, and why', async () => {
    const rows = JSON.stringify(Array.from({ length: 200 }, (_, id) => ({ id, state: 'ok', note: `n${id * 7919}` })))
    const store = {
      get: () => {
        throw new Error('redis is down')
      },
      set: () => undefined,
    }
    expect((await compressText(rows, { store })).outcome).toMatchObject({
      form: 'lossless',
      detail: expect.stringContaining('redis is down'),
    })
  })
})

async function caught(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return await call()
  } catch (error) {
    return error
  }
}
