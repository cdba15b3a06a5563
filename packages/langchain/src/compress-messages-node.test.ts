import { createMemoryStore, keyOf } from '@headroom/core'
import { AIMessage, HumanMessage, ToolMessage } from '@langchain/core/messages'
import { describe, expect, it } from 'vitest'
import { compressMessagesNode, preModelHook } from './compress-messages-node.ts'
import { firstAndLast, longText } from './testing/first-and-last.ts'

const LOG = longText('a')
const MESSAGES = [
  new HumanMessage('Why?'),
  new AIMessage({ content: '', tool_calls: [{ id: 'c', name: 'load', args: {} }] }),
  new ToolMessage({ content: LOG, tool_call_id: 'c', name: 'load', id: 't', artifact: { rows: 3 }, status: 'success' }),
]

describe('compressMessagesNode', () => {
  it('gives the messages for the model: ids and all else kept, the unchanged ones the same objects', async () => {
    const store = createMemoryStore()
    const { llmInputMessages } = await compressMessagesNode({ store, compressors: [firstAndLast] })({
      messages: MESSAGES,
    })
    expect(llmInputMessages.slice(0, 2).every((message, index) => message === MESSAGES[index])).toBe(true)
    expect(llmInputMessages[2]).toBeInstanceOf(ToolMessage)
    expect(llmInputMessages[2]).toMatchObject({
      content: expect.stringContaining(`key ${await keyOf(LOG)}`),
      id: 't',
      artifact: { rows: 3 },
      status: 'success',
    })
    expect(MESSAGES[2]?.content).toBe(LOG)
  })

  it('gives the very list where nothing became shorter: without a store, disabled, or without messages', async () => {
    for (const options of [{ compressors: [firstAndLast] }, { store: createMemoryStore(), enabled: false }])
      expect((await compressMessagesNode(options)({ messages: MESSAGES })).llmInputMessages).toBe(MESSAGES)
    expect((await compressMessagesNode()({} as never)).llmInputMessages).toBeUndefined()
  })

  it('refuses options that it does not have, at once', () => {
    expect(() => compressMessagesNode({ colour: 'red' } as never)).toThrow('`colour` is no option')
  })
})

describe('preModelHook', () => {
  it('makes the same of a state as compressMessagesNode', async () => {
    const options = { store: createMemoryStore(), compressors: [firstAndLast] }
    const { llmInputMessages } = await preModelHook(options)({ messages: MESSAGES })
    expect(llmInputMessages).toEqual((await compressMessagesNode(options)({ messages: MESSAGES })).llmInputMessages)
    expect(llmInputMessages[2]?.content).not.toBe(LOG)
  })
})
