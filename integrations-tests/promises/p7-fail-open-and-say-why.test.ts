import {
  compress,
  compressBody,
  compressText,
  createMemoryStore,
  HeadroomError,
  planEdits,
  type Compressor,
  type Dialect,
} from '@headroom/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FIXED } from './generated.ts'
import { conversationOf } from './samples.ts'

const ANGRY: Compressor = {
  name: 'angry',
  detect: () => 1,
  open: () => {
    throw new TypeError('I will not')
  },
}
const LONG = 'some text that is long enough to be looked at. '.repeat(20)

describe('P7 fail open, and say why', () => {
  it('gives back any value that it cannot read, and a reason', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withTypedArray: true }),
        async (value) => {
          const { request, report } = await compress(value)
          expect(request).toBe(value)
          expect(report.outcomes.every(({ form, reason }) => form === 'verbatim' && reason.length > 0)).toBe(true)
        },
      ),
      { ...FIXED, numRuns: 500 },
    )
  })

  it('gives back any body that it cannot read, and a reason', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 300 })), async (body) => {
        expect((await compressBody(body)).body).toBe(body)
      }),
      { ...FIXED, numRuns: 300 },
    )
    for (const body of [
      '',
      '{',
      '{"messages":[{"role":"tool","content":"x',
      '[1,2',
      'null',
      '"text"',
      '{"messages":7}',
      '{"messages":[]}',
    ]) {
      const { body: same, report } = await compressBody(body)
      expect(same).toBe(body)
      expect(report.tokensSaved).toBe(0)
    }
  })

  it('leaves a segment alone whose compressor throws, and names what was thrown', async () => {
    const { text, outcome } = await compressText(LONG, { compressors: [ANGRY] })
    expect(text).toBe(LONG)
    expect(outcome).toMatchObject({ reason: 'failed', detail: 'I will not' })
  })

  it('shortens the other segments all the same', async () => {
    const rows = JSON.stringify(Array.from({ length: 80 }, (_, id) => ({ id, name: `user ${id}` })))
    const [head, call, tool] = conversationOf(rows).messages
    const { report } = await compress({
      messages: [head, call, tool, { role: 'tool', tool_call_id: 'b', content: `${'['.repeat(10_000)}` }],
    })
    expect(report.outcomes.map(({ form }) => form)).toEqual(['verbatim', 'lossless', 'verbatim'])
  })

  it('survives getters that throw, cycles, frozen objects and proxies', async () => {
    const cyclic: Record<string, unknown> = { messages: [] }
    cyclic['self'] = cyclic
    ;(cyclic['messages'] as unknown[]).push(cyclic)
    const throwing = {
      get messages(): never {
        throw new Error('no')
      },
    }
    const proxy = new Proxy(
      {},
      {
        get: () => {
          throw new Error('no')
        },
        has: () => {
          throw new Error('no')
        },
        ownKeys: () => {
          throw new Error('no')
        },
      },
    )
    for (const request of [cyclic, throwing, proxy, Object.freeze({ messages: Object.freeze([]) })])
      expect((await compress(request)).request).toBe(request)
  })

  it('says that it knows no dialect for a request, and which it knows', async () => {
    const { report } = await compress({ prompt: 'hello' })
    expect(report.dialect).toBeUndefined()
    expect(report.outcomes[0]).toMatchObject({
      reason: 'unknown-dialect',
      detail: expect.stringContaining('anthropic-messages'),
    })
  })

  it('gives a dialect that throws the request back', async () => {
    const dialect = {
      name: 'mine',
      matches: () => true,
      segments: () => {
        throw new Error('lost')
      },
    } as unknown as Dialect
    const request = { messages: [] }
    const { request: same, report } = await compress(request, { dialect })
    expect(same).toBe(request)
    expect(report.outcomes[0]).toMatchObject({ reason: 'failed', detail: 'lost' })
  })

  it('leaves 50 MB in one text alone, and says that it is too large', async () => {
    const { outcome } = await compressText('0123456789 abcdefghijklmnop qrstuvwxyz\n'.repeat(1_300_000), {
      tokenizer: { count: (text) => text.length },
    })
    expect(outcome.reason).toBe('too-large')
  })

  it.each([
    [{ policy: 'ballanced' }, 'policy', 'ballanced'],
    [{ store: {} }, 'store', 'get'],
    [{ tokenizer: 7 }, 'tokenizer', '7'],
    [{ compressors: [{}] }, 'compressors', 'defineCompressor'],
    [{ scope: 1 }, 'scope', '1'],
    [{ model: {} }, 'model', 'an object'],
    [{ onEvent: 'log' }, 'onEvent', 'log'],
    [{ signal: {} }, 'signal', 'AbortSignal'],
    [{ dialect: 'openai' }, 'dialect', 'openai-chat'],
    [{ polcy: 'lossless' }, 'polcy', 'policy'],
  ])('throws early for the wrong option %o, naming it and what would do', async (options, name, wanted) => {
    const wrong = await compress({ messages: [] }, options as never).catch((error: unknown) => error)
    expect(HeadroomError.isInstance(wrong)).toBe(true)
    expect(String(wrong)).toContain(name)
    expect(String(wrong)).toContain(wanted)
  })

  it('throws for a policy function that answers no rule', async () => {
    await expect(compressText(LONG, { policy: () => 'shorter' as never })).rejects.toThrow(/policy.*shorter/)
    await expect(
      compressText(LONG, { policy: () => ({ form: 'view', keepRatio: 3 }), store: createMemoryStore() }),
    ).rejects.toThrow(/keepRatio.*3/)
  })

  it('ends with the reason of an aborted signal', async () => {
    await expect(compressText(LONG, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough')
    await expect(compress(conversationOf(LONG), { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
      'enough',
    )
  })

  it('is not moved by a listener that throws', async () => {
    const onEvent = () => {
      throw new Error('listener')
    }
    const plan = await planEdits([{ path: [], text: LONG, role: 'tool', turn: 0 }], { onEvent })
    expect(plan.report.outcomes).toHaveLength(1)
  })
})
