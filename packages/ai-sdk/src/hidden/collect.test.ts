import { convertReadableStreamToArray } from 'ai/test'
import { describe, expect, it } from 'vitest'
import { call, reply, retrieveCall, streamed, text, thought } from '../testing/replies.ts'
import { createCollector } from './collect.ts'

describe('createCollector', () => {
  it('gives the content that doGenerate would have given', async () => {
    const { content } = reply(
      thought(''),
      thought('two\nlines'),
      text('Smörgås 😀'),
      call('a', 'read'),
      retrieveCall('r', 'k'),
    )
    const collector = createCollector()
    for (const part of await convertReadableStreamToArray(streamed(reply(...content)).stream)) collector.add(part)
    expect(collector.content).toEqual(content)
  })

  it('tells blocks apart that are written at the same time, and takes the newest metadata', () => {
    const collector = createCollector()
    collector.add({ type: 'reasoning-start', id: '0', providerMetadata: { openai: { encrypted: null } } })
    collector.add({ type: 'text-start', id: '0' })
    collector.add({ type: 'reasoning-delta', id: '0', delta: 'h' })
    collector.add({ type: 'text-delta', id: '0', delta: 'A' })
    collector.add({ type: 'reasoning-end', id: '0', providerMetadata: { openai: { encrypted: 'x' } } })
    collector.add({ type: 'text-delta', id: 'unknown', delta: 'B' })
    expect(collector.content).toEqual([
      { type: 'reasoning', text: 'h', providerMetadata: { openai: { encrypted: 'x' } } },
      { type: 'text', text: 'A' },
    ])
  })
})
