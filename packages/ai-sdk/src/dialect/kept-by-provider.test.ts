import { applyEdits } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import type { ProviderOptions } from '../types/call-options.ts'
import { anchors, obstacle } from './kept-by-provider.ts'

function callOf(providerOptions?: ProviderOptions) {
  return { prompt: [], providerOptions }
}

describe('obstacle', () => {
  it('is there where the provider keeps what the call goes on from', () => {
    const kept = [
      { openai: { conversation: 'c' } },
      { azure: { conversation: 'c' } },
      { openai: { previousResponseId: 'r', store: false } },
      { anthropic: { thread: { type: 'create' } } },
    ]
    expect(kept.map((options) => obstacle(callOf(options)))).toEqual(kept.map(() => 'kept-by-provider'))
  })

  it('is not there where calls can be answered', () => {
    const options = [
      undefined,
      {},
      { openai: { previousResponseId: 'r' } },
      { openai: { store: false } },
      { openai: null },
    ]
    expect(options.map((given) => obstacle(callOf(given)))).toEqual(options.map(() => undefined))
  })
})

describe('anchors', () => {
  it('is the id that an answer has told', () => {
    for (const provider of ['openai', 'azure']) {
      expect(anchors.of(callOf({ [provider]: { previousResponseId: 'r1' } }))).toBe('r1')
      const request = { prompt: [], providerOptions: { [provider]: { previousResponseId: 'r1', store: true } } }
      expect(applyEdits(request, anchors.moved(request, 'r2')).providerOptions).toEqual({
        [provider]: { previousResponseId: 'r2', store: true },
      })
      expect(anchors.after({ providerMetadata: { [provider]: { responseId: 'r1' } } })).toBe('r1')
    }
    expect(anchors.moved(callOf({ openai: {} }), 'r2')).toEqual([])
    expect([anchors.of(callOf({ openai: {} })), anchors.after({})]).toEqual([undefined, undefined])
  })
})
