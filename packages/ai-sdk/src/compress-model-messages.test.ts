import { createMemoryStore, InvalidOptionError, keyOf } from '@headroom/core'
import type { ModelMessage } from 'ai'
import { describe, expect, it } from 'vitest'
import { compressModelMessages } from './compress-model-messages.ts'
import { firstAndLast, longText } from './testing/first-and-last.ts'

const LOG = longText('a')

function step(id: string, value: string): ModelMessage[] {
  const named = { toolCallId: id, toolName: 'load' }
  return [
    { role: 'assistant', content: [{ type: 'tool-call', ...named, input: { path: id } }] },
    { role: 'tool', content: [{ type: 'tool-result', ...named, output: { type: 'text', value } }] },
  ]
}

const MESSAGES: ModelMessage[] = [{ role: 'user', content: 'What is in a?' }, ...step('a', LOG)]

describe('compressModelMessages', () => {
  it('shortens tool results and copies the changed paths only', async () => {
    const options = { store: createMemoryStore(), compressors: [firstAndLast] }
    const shorter = await compressModelMessages(MESSAGES, options)
    expect(shorter.map((message, index) => message === MESSAGES[index])).toEqual([true, true, false])
    expect(JSON.stringify(shorter[2])).toContain(`key ${await keyOf(LOG)}`)
  })

  it('leaves what it has made, so that lists that are carried forward keep their beginnings', async () => {
    const options = { store: createMemoryStore(), compressors: [firstAndLast] }
    const once = await compressModelMessages(MESSAGES, options)
    expect(await compressModelMessages(once, options)).toBe(once)
    const next = [...once, ...step('b', longText('b'))]
    const carried = await compressModelMessages(next, options)
    const anew = await compressModelMessages([...MESSAGES, ...step('b', longText('b'))], {
      ...options,
      store: createMemoryStore(),
    })
    expect(carried).toEqual(anew)
  })

  it('leaves equal results as it made them, step by step', async () => {
    const options = { store: createMemoryStore(), compressors: [firstAndLast] }
    let carried: ModelMessage[] = [{ role: 'user', content: 'What is in a?' }]
    for (const id of ['a1', 'a2', 'a3']) {
      const next = await compressModelMessages([...carried, ...step(id, LOG)], options)
      expect(next.slice(0, carried.length)).toEqual(carried)
      expect(JSON.stringify(next.at(-1))).toContain(`key ${await keyOf(LOG)}`)
      carried = next
    }
  })

  it('gives the very list back where nothing is to be done', async () => {
    expect(await compressModelMessages(MESSAGES, { compressors: [firstAndLast] })).toBe(MESSAGES)
    expect(await compressModelMessages(MESSAGES, { enabled: false, store: createMemoryStore() })).toBe(MESSAGES)
  })

  it('gives back what it cannot read', async () => {
    const odd = [{ role: 'user' }, null] as never
    expect(await compressModelMessages(odd, { store: createMemoryStore() })).toBe(odd)
  })

  it('refuses what is no list, and options that cannot be used', async () => {
    await expect(compressModelMessages('Why?' as never)).rejects.toThrow('`messages` must be a list, got string')
    await expect(compressModelMessages([], { store: 7 as never })).rejects.toThrow(InvalidOptionError)
  })
})
