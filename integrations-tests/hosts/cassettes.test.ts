import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readCassette } from '../replay/cassette-file.ts'
import { replayingFetch } from '../replay/replaying-fetch.ts'
import { serveFetch } from '../replay/serve-fetch.ts'
import { ALL_HOSTS } from './all-hosts.ts'
import { CASSETTE_FOLDER, cassettesOf, playHost } from './host-cassettes.ts'

const CASSETTES = cassettesOf(ALL_HOSTS)

describe('cassettes of hosts', () => {
  it('are there for every host and way to ask, and for no other', () => {
    expect(existsSync(CASSETTE_FOLDER) ? readdirSync(CASSETTE_FOLDER).toSorted() : []).toEqual(
      CASSETTES.map(({ name }) => name).toSorted(),
    )
  })

  it.each(CASSETTES)('$name: the same requests, byte for byte, to the same end', async (cassette) => {
    const { exchanges, source } = readCassette(cassette.path)
    const fetch = replayingFetch(exchanges)
    const { url, close } = await serveFetch('http://replayed.invalid', fetch)
    onTestFinished(close)
    const { text, history } = await playHost(cassette, url)
    const bodies = exchanges.map(({ request }) => request?.body)
    expect(fetch.sent.map(({ bodyText }) => bodyText)).toEqual(
      bodies.map((body) => (typeof body === 'string' ? body : JSON.stringify(body))),
    )
    expect(JSON.stringify(history).includes('headroom_retrieve')).toBe(cassette.host.retrieval === 'visible')
    // What a live model says cannot be foretold.
    if (source === 'stand-in') expect(text).toContain('It is the pool of cart.')
    else expect(text).not.toBe('')
  })
})
