import { describe, expect, it } from 'vitest'
import type { ServedTurn } from '../served-turn.ts'
import { objectOf, objectsOf } from '../json-value.ts'
import { createOpenaiChat } from './index.ts'

const URL = '/v1/chat/completions'
const TURN: ServedTurn = {
  index: 0,
  thinking: '',
  text: '',
  calls: [{ id: 'turn0call0', name: 'exec', args: { input: 'ls -la' }, input: 'ls -la' }],
  finishReason: 'tool-calls',
  usage: {},
  faults: {},
}

describe('createOpenaiChat', () => {
  it('calls custom tools with text, whole and in pieces', () => {
    const room = createOpenaiChat({ strict: true, prefixCheck: false, chunkSize: 3, minimumCachedTokens: 1024 })
    const tools = [{ type: 'custom', custom: { name: 'exec' } }]
    const { body, frames } = room.answer({ model: 'gpt', tools, messages: [] }, TURN, URL)
    const call = { id: 'call_turn0call0', type: 'custom', custom: { name: 'exec', input: 'ls -la' } }
    expect(body).toMatchObject({ choices: [{ message: { tool_calls: [call] } }] })
    const deltas = [...frames].flatMap(({ data }) =>
      objectsOf(objectOf(data).choices).flatMap(({ delta }) => objectsOf(objectOf(delta).tool_calls)),
    )
    expect(deltas).toEqual([
      { index: 0, ...call, custom: { name: 'exec', input: '' } },
      { index: 0, custom: { input: 'ls ' } },
      { index: 0, custom: { input: '-la' } },
    ])
  })
})
