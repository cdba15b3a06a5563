import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ModelMessage } from 'ai'
import { describe, expect, it } from 'vitest'
import { readCassette } from '../replay/cassette-file.ts'
import { replayingFetch } from '../replay/replaying-fetch.ts'
import { ask, HOSTS, MODES, wrapped } from './agent.ts'
import { expectPrefixes } from './expect-prefixes.ts'
import { ANSWERS, CALLS, QUESTIONS } from './script.ts'

const FOLDER = fileURLToPath(new URL('../cassettes', import.meta.url))
const CASES = HOSTS.flatMap((host) => MODES.map((mode) => ({ host, mode, name: `ai-sdk-${host.name}-${mode}.json` })))

describe('cassettes', () => {
  it('are there for every host and mode', () => {
    expect(readdirSync(FOLDER)).toEqual(expect.arrayContaining(CASES.map(({ name }) => name)))
  })

  it.each(CASES)('$name plays to its end, retrieval out of sight', async ({ host, mode, name }) => {
    const { exchanges, source } = readCassette(`${FOLDER}/${name}`)
    const fetch = replayingFetch(exchanges)
    const model = wrapped(host, { baseURL: 'https://replayed.invalid/v1', fetch })
    const history: ModelMessage[] = []
    const turns: { readonly text: string; readonly calls: unknown }[] = []
    for (const question of QUESTIONS) {
      history.push({ role: 'user', content: question })
      const { messages, text, calls } = await ask(mode, model, history)
      history.push(...messages)
      turns.push({ text, calls })
    }
    expect(fetch.sent).toHaveLength(exchanges.length)
    expectPrefixes(host, fetch.sent)
    expect(JSON.stringify(history)).not.toContain('headroom_retrieve')
    expect(turns.every(({ text }) => text !== '')).toBe(true)
    // What a live model says cannot be foretold.
    if (source === 'stand-in') expect(turns).toEqual(ANSWERS.map((text, turn) => ({ text, calls: CALLS[turn] })))
  })
})
