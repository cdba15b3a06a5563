import { createMemoryStore, keyOf, retrieveTool } from '@headroom/core'
import { convertToOpenAITool } from '@langchain/core/utils/function_calling'
import { describe, expect, it } from 'vitest'
import { createRetrieveTool } from './retrieve-tool.ts'

const store = createMemoryStore()
const KEY = await keyOf('one\ntwo\nthree', 'tenant')
await store.set(KEY, { kind: 'original', text: 'one\ntwo\nthree' }, Infinity)
const tool = createRetrieveTool({ store, scope: 'tenant' })

describe('createRetrieveTool', () => {
  it('is declared with the bytes of core', () => {
    const { name, description, inputSchema } = retrieveTool
    expect(JSON.stringify(convertToOpenAITool(tool))).toBe(
      JSON.stringify({ type: 'function', function: { name, description, parameters: inputSchema } }),
    )
  })

  it('has every argument required, and all but the key nullable, where the model is strict', async () => {
    const strict = createRetrieveTool({ store, scope: 'tenant', strict: true })
    const names = ['key', 'lines', 'index', 'grep', 'path', 'query']
    expect(strict.schema).toMatchObject({
      required: names,
      properties: { key: { type: 'string' }, lines: { type: ['string', 'null'] } },
    })
    const none = { index: null, grep: null, path: null, query: null }
    expect(await strict.invoke({ key: KEY, lines: '2-2', ...none })).toContain('two')
  })

  it('gives an original back, whole or in part', async () => {
    expect(await tool.invoke({ key: KEY })).toBe('one\ntwo\nthree')
    expect(await tool.invoke({ key: KEY, lines: '2-2' })).toContain('two')
    expect(await tool.invoke({ id: 'c', name: tool.name, args: { key: KEY }, type: 'tool_call' })).toMatchObject({
      type: 'tool',
      content: 'one\ntwo\nthree',
      tool_call_id: 'c',
      status: 'success',
    })
  })

  it('reads whatever a model writes, and says what is wrong with it', async () => {
    expect(await tool.invoke({ key: KEY, index: '1', grep: null, lines: '' })).toContain('one')
    for (const args of [{}, { key: 7 }, { key: KEY, colour: 'red' }, { key: '0123456789abcdef' }])
      expect(await tool.invoke({ id: 'c', name: tool.name, args, type: 'tool_call' })).toMatchObject({
        status: 'success',
        content: expect.any(String),
      })
  })

  it('says that an original of another scope is not there', async () => {
    const other = createRetrieveTool({ store: createMemoryStore() })
    expect(await other.invoke({ key: KEY })).toContain(KEY)
  })

  it('says so where the store fails', async () => {
    const failing = createRetrieveTool({ store: { get: () => Promise.reject(new Error('down')), set: () => {} } })
    expect(await failing.invoke({ key: KEY })).toContain('could not be read')
  })

  it('needs a store', () => {
    expect(() => createRetrieveTool({} as never)).toThrow('`store` must be')
    expect(() => createRetrieveTool(undefined as never)).toThrow('`store` must be')
  })
})
