import { headroomInputFilter, headroomTool } from '@headroom/openai-agents'
import { Agent, OpenAIProvider, Runner, tool, type Tool } from '@openai/agents'
import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import type { Exchange } from '../replay/exchange.ts'
import { readRecorded } from '../replay/read-recorded.ts'
import { replayingFetch, type SentRequest } from '../replay/replaying-fetch.ts'
import { hasShared, sharedFiles, sharedPath } from '../shared-data.ts'
import { firstAndLastLines } from './first-and-last-lines.ts'
import { allElse, resultsIn } from './on-the-wire.ts'
import { OPENAI_AGENTS_HOSTS } from './openai-agents.ts'
import { logOf } from './run-host.ts'

/** An API with the host whose requests it gets, and how many of its replies with calls there are at least. */
const APIS = [
  { api: 'openai-responses', host: OPENAI_AGENTS_HOSTS[0], least: 60 },
  { api: 'openai-chat', host: OPENAI_AGENTS_HOSTS[1], least: 120 },
] as const

const filter = headroomInputFilter({ compressors: [firstAndLastLines] })

describe.skipIf(!hasShared).each(APIS)('headroomInputFilter after recorded replies of $api', ({ api, host, least }) => {
  it('sends what they say on as it is, and results shortened', async () => {
    if (host === undefined) return expect.unreachable()
    const recorded = recordedOf(api)
    let followed = 0
    for (const isStream of [false, true]) {
      const group = recorded.filter(({ response }) => (response.sse !== undefined) === isStream)
      const ending = await endingOf(group, api)
      for (const exchange of group) {
        const plain = await secondRequest([exchange, ending], api, false)
        if (plain === undefined || !resultsIn(host, plain.body).some(isLog)) continue
        const shortened = await secondRequest([exchange, ending], api, true)
        expect(allElse(host, shortened?.body)).toEqual(allElse(host, plain.body))
        expect(resultsIn(host, shortened?.body).filter(isLog)).toEqual([])
        expect(resultsIn(host, shortened?.body).join('\n')).toContain('[2 of 150 lines shown')
        followed += 1
      }
    }
    expect(followed).toBeGreaterThan(least)
  })
})

function isLog(result: string): boolean {
  return result.includes('LOG number 50 of cart')
}

function recordedOf(api: string): readonly Exchange[] {
  return sharedFiles(`fixtures/${api}`, '.json').flatMap((file) => {
    const [exchange] = readRecorded(sharedPath(file))
    return exchange?.request !== undefined && exchange.response.status === 200 ? [exchange] : []
  })
}

/** A reply that ends a run. */
async function endingOf(group: readonly Exchange[], api: string): Promise<Exchange> {
  for (const exchange of group) {
    const fetch = await sentBy([exchange], api, false)
    if (fetch?.isOver === true) return exchange
  }
  throw new Error(`No reply of ${api} ends a run.`)
}

/** What the SDK sends after a recorded reply; undefined where that makes no second request, or none that the SDK can make. */
async function secondRequest(
  exchanges: readonly Exchange[],
  api: string,
  isFiltered: boolean,
): Promise<SentRequest | undefined> {
  return (await sentBy(exchanges, api, isFiltered))?.sent[1]
}

interface Ran {
  readonly sent: readonly SentRequest[]
  readonly isOver: boolean
}

async function sentBy(exchanges: readonly Exchange[], api: string, isFiltered: boolean): Promise<Ran | undefined> {
  const fetch = replayingFetch(exchanges, { chunkBytes: 1000 })
  const openAIClient = new OpenAI({ apiKey: 'none', baseURL: 'https://replayed.invalid/v1', maxRetries: 0, fetch })
  const modelProvider = new OpenAIProvider({ openAIClient, useResponses: api === 'openai-responses' })
  const runner = new Runner({ modelProvider, ...(isFiltered ? { callModelInputFilter: filter } : {}) })
  const tools = [...toolsCalledIn(exchanges[0]), headroomTool()]
  const agent = new Agent({ name: 'on call', model: 'gpt-5.5', tools })
  const isStream = exchanges[0]?.response.sse !== undefined
  try {
    const result = isStream ? await runner.run(agent, 'Go on.', { stream: true }) : await runner.run(agent, 'Go on.')
    if ('completed' in result) await result.completed
    return { sent: fetch.sent, isOver: result.finalOutput !== undefined && result.finalOutput !== '' }
  } catch {
    // A reply that the SDK cannot follow, or a second request without a recorded answer.
    return fetch.sent.length > 1 ? { sent: fetch.sent, isOver: false } : undefined
  }
}

/** A tool for each name in a reply: more than are called, which does no harm. */
function toolsCalledIn(exchange: Exchange | undefined): readonly Tool[] {
  const { sse, body } = exchange?.response ?? {}
  const names = [...(sse ?? JSON.stringify(body)).matchAll(/"name": ?"([A-Za-z0-9_-]+)"/g)].map(([, name = '']) => name)
  return [...new Set(names)].map((name) =>
    tool({
      name,
      description: name,
      parameters: { type: 'object', properties: {}, required: [], additionalProperties: true },
      strict: false,
      execute: () => logOf('cart', 'cart'),
    }),
  )
}
