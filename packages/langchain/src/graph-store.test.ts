import { keyOf } from '@headroom/core'
import { testStore } from '@headroom/core/testing'
import { type BaseStore, InMemoryStore } from '@langchain/langgraph'
import { describe, expect, it } from 'vitest'
import { createGraphStore } from './graph-store.ts'

describe('createGraphStore', () => {
  it.each(testStore('createGraphStore', () => createGraphStore(new InMemoryStore())))('$name', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined()
  })

  it('keeps items under its namespace and out of semantic search', async () => {
    const puts: unknown[] = []
    class Watched extends InMemoryStore {
      override put(...given: Parameters<BaseStore['put']>): Promise<void> {
        puts.push(given)
        return super.put(...given)
      }
    }
    const base = new Watched()
    const key = await keyOf('a')
    await createGraphStore(base, ['tenants', 'a']).set(key, { kind: 'original', text: 'a' }, Infinity)
    expect(puts).toEqual([[['tenants', 'a'], key, { kind: 'original', text: 'a' }, false]])
    expect(await createGraphStore(base).get(key)).toBeUndefined()
  })

  it('asks for the store of the running graph at each call', async () => {
    let running: BaseStore | undefined = new InMemoryStore()
    const store = createGraphStore(() => running)
    await store.set('k', { kind: 'original', text: 'a' }, Infinity)
    expect(await store.get('k')).toEqual({ kind: 'original', text: 'a' })
    running = undefined
    await expect(store.get('k')).rejects.toThrow('The running graph has no store.')
  })

  it('refuses what is no store, and namespaces that LangGraph would refuse', () => {
    expect(() => createGraphStore(new Map() as never)).toThrow('`BaseStore` of LangGraph')
    expect(() => createGraphStore(undefined as never)).toThrow('`BaseStore` of LangGraph')
    for (const namespace of [[], [''], ['a.b'], 'a'])
      expect(() => createGraphStore(new InMemoryStore(), namespace as string[])).toThrow('labels without a dot')
  })
})
