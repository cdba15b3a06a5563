import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../json-value.ts'
import type { ServedTurn } from '../served-turn.ts'
import { objectOf, objectsOf } from '../json-value.ts'
import { createOpenaiResponses } from './index.ts'

const URL = '/v1/responses'
const SETTINGS = { strict: true, prefixCheck: true, chunkSize: 2, minimumCachedTokens: 1024 }
const TURN: ServedTurn = {
  index: 0,
  thinking: 'hm',
  text: '',
  calls: [
    { id: 'turn0call0', name: 'exec', args: { input: 'ls -la' }, input: 'ls -la' },
    { id: 'turn0call1', name: 'read', args: { path: 'a' } },
  ],
  finishReason: 'tool-calls',
  usage: {},
  faults: {},
}
const CODEX = {
  model: 'gpt',
  input: [
    {
      type: 'additional_tools',
      role: 'developer',
      tools: [
        { type: 'custom', name: 'exec' },
        { type: 'namespace', name: 'files', tools: [{ type: 'function', name: 'read' }] },
      ],
    },
    { role: 'user', content: 'go' },
  ],
}

describe('createOpenaiResponses', () => {
  it('reads the tools of Codex, which are no member of the request', () => {
    expect(createOpenaiResponses(SETTINGS).read(CODEX, URL)).toMatchObject({
      tools: ['exec', 'read'],
      assistantTurns: 0,
    })
  })

  it('calls custom tools with text, and tools of a namespace with its name', () => {
    const body = objectOf(createOpenaiResponses(SETTINGS).answer(CODEX, TURN, URL).body)
    const [reasoning, custom, inside] = objectsOf(body.output)
    expect(reasoning).toMatchObject({ type: 'reasoning', encrypted_content: expect.stringContaining('stand-in') })
    expect(custom).toMatchObject({
      type: 'custom_tool_call',
      call_id: 'call_turn0call0',
      name: 'exec',
      input: 'ls -la',
    })
    expect(custom).not.toHaveProperty('arguments')
    expect(inside).toMatchObject({ type: 'function_call', name: 'read', namespace: 'files', arguments: '{"path":"a"}' })
  })

  it('streams a custom call in pieces, and reasoning whole only when it is done', () => {
    const events = [...createOpenaiResponses(SETTINGS).answer(CODEX, TURN, URL).frames].map(({ data }) =>
      objectOf(data),
    )
    const ofType = (type: string) => events.filter((event) => event.type === type)
    expect(ofType('response.custom_tool_call_input.delta').map(({ delta }) => delta)).toEqual(['ls', ' -', 'la'])
    expect(ofType('response.custom_tool_call_input.done')).toMatchObject([{ input: 'ls -la' }])
    const added = ofType('response.output_item.added').map(({ item }) => objectOf(item))
    expect(added.map(({ encrypted_content: content, input }) => content ?? input)).toEqual(['', '', undefined])
  })

  it('keeps a streamed reply when its last event is read, and one that was cut off not at all', () => {
    const room = createOpenaiResponses(SETTINGS)
    const request = { ...CODEX, stream: true }
    const { body, frames } = room.answer(request, TURN, URL)
    const next = { input: outputs(), previous_response_id: objectOf(body).id }
    const reading = frames[Symbol.iterator]()
    for (let at = 0; at < 5; at++) reading.next()
    expect(room.check(next, URL)).toMatchObject({ code: 'previous_response_not_found' })
    while (reading.next().done !== true);
    expect(room.check(next, URL)).toBeUndefined()
    expect(room.read(next, URL)).toMatchObject({
      assistantTurns: 1,
      tools: ['exec', 'read'],
      toolResults: ['rows', 'rows'],
    })
  })

  it('finds nothing behind a reply that was not to be stored', () => {
    const room = createOpenaiResponses(SETTINGS)
    const { id } = objectOf(room.answer({ ...CODEX, store: false }, TURN, URL).body)
    expect(room.check({ input: outputs(), previous_response_id: id }, URL)).toMatchObject({ status: 400 })
  })

  it('begins conversations and counts tokens, without a turn', () => {
    const room = createOpenaiResponses(SETTINGS)
    const conversation = objectOf(room.aside?.({ items: CODEX.input }, '/v1/conversations'))
    const { body } = room.answer({ conversation: conversation.id, input: [] }, TURN, URL)
    expect(objectOf(body).conversation).toEqual({ id: conversation.id })
    expect(room.read({ conversation: conversation.id, input: outputs() }, URL)).toMatchObject({ assistantTurns: 1 })
    const counted = objectOf(room.aside?.(CODEX, `${URL}/input_tokens`))
    expect(counted.input_tokens).toBe(objectOf(objectOf(room.answer(CODEX, TURN, URL).body).usage).input_tokens)
    expect(room.aside?.(CODEX, URL)).toBeUndefined()
  })
})

function outputs(): readonly JsonObject[] {
  return [
    { type: 'custom_tool_call_output', call_id: 'call_turn0call0', output: [{ type: 'input_text', text: 'rows' }] },
    { type: 'function_call_output', call_id: 'call_turn0call1', output: 'rows' },
  ]
}
