import { compress, compressBody, compressText, createMemoryStore, type Store } from '@headroom/core'
import { describe, expect, it, vi } from 'vitest'
import { conversationOf } from './samples.ts'

const ROWS = JSON.stringify(
  Array.from({ length: 300 }, (_, id) => ({
    id,
    status: id === 211 ? 'failed' : 'ok',
    note: `run number ${id * 7919}`,
  })),
)

const LONG = 'some text that is long enough to be looked at. '.repeat(20)

describe('P7 fail open, at the edges', () => {
  it('throws from compressBody for misuse that shows late, and for a body that is none', async () => {
    const body = JSON.stringify(conversationOf(LONG))
    await expect(compressBody(body, { policy: () => 'shorter' as never })).rejects.toThrow(/policy.*shorter/)
    await expect(compress(conversationOf(LONG), { policy: () => 'shorter' as never })).rejects.toThrow(
      /policy.*shorter/,
    )
    await expect(compressBody(7 as never)).rejects.toThrow(/body.*number/)
    await expect(compressText(7 as never)).rejects.toThrow(/text.*number/)
    await expect(compressBody(body, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough')
  })

  it('ends between two segments once the signal is aborted', async () => {
    const controller = new AbortController()
    const stop = {
      name: 'stop',
      detect: () => 1,
      open: () => void controller.abort(new Error('enough')),
    }
    const results = [LONG, `${LONG}!`].map((content) => ({ role: 'tool', tool_call_id: 'a', content }))
    const given = { compressors: [stop], signal: controller.signal }
    await expect(compress({ messages: results }, given)).rejects.toThrow('enough')
  })

  it('is not moved by a call whose input has no JSON', async () => {
    const input: Record<string, unknown> = { big: 1n }
    input['self'] = input
    const { report } = await compress({
      system: 's',
      messages: [
        { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'fetch', input }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: ROWS }] },
      ],
    })
    expect(report.outcomes.at(-1)?.form).toBe('lossless')
  })

  it('leaves JSON nested too deeply alone without failing', async () => {
    const { outcome } = await compressText(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)
    expect(outcome.form).toBe('verbatim')
    expect(outcome.reason).not.toBe('failed')
  })

  it('gives back a body whose dialect fails', async () => {
    const lost = {
      name: 'mine',
      matches: () => true,
      segments: () => {
        throw new Error('lost')
      },
    } as never
    const { body, report } = await compressBody('{"messages":[]}', { dialect: lost })
    expect(body).toBe('{"messages":[]}')
    expect(report.outcomes[0]).toMatchObject({ reason: 'failed', detail: 'lost' })
  })

  it('leaves a segment alone that cannot be looked up', async () => {
    const digest = vi.spyOn(crypto.subtle, 'digest').mockRejectedValue(new Error('no digest'))
    const { outcome } = await compressText(`${ROWS} `, { store: createMemoryStore() }).finally(() =>
      digest.mockRestore(),
    )
    expect(outcome).toMatchObject({ form: 'verbatim', reason: 'failed', detail: 'no digest' })
  })

  it('goes on without memory where the store cannot be read', async () => {
    const failing: Store = { get: () => Promise.reject(new Error('gone')), set: () => undefined }
    expect((await compressText(ROWS, { store: failing })).outcome.form).toBe('lossless')
  })
})
