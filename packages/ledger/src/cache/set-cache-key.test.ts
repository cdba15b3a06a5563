import { describe, expect, it } from 'vitest'
import { setCacheKey } from './set-cache-key.ts'

const request = {
  model: 'gpt-5.4',
  instructions: 'You are kind.',
  tools: [{ type: 'function', name: 't' }],
  input: 'hi',
}

describe('setCacheKey', () => {
  it('gives requests of the same tools and system prompt the same key', () => {
    const [edit] = setCacheKey(request)
    expect(edit).toMatchObject({
      op: 'add',
      path: ['prompt_cache_key'],
      value: expect.stringMatching(/^headroom-[0-9a-f]{16}$/),
    })
    expect(setCacheKey({ ...request, input: 'what else?', model: 'gpt-5.5' })).toEqual([edit])
    expect(setCacheKey({ ...request, tools: [] })).not.toEqual([edit])
    expect(setCacheKey(request, 'tenant')).not.toEqual([edit])
  })

  it('leaves a key of the client, requests without a shared beginning and other formats alone', () => {
    expect(setCacheKey({ ...request, prompt_cache_key: 'mine' })).toEqual([])
    expect(setCacheKey({ model: 'gpt-5.4', input: 'hi' })).toEqual([])
    expect(setCacheKey({ model: 'claude-opus-5', system: 's', messages: [] })).toEqual([])
  })
})
