import { withHeadroom as withHeadroomForAnthropic } from '@headroom/clients/anthropic'
import { withHeadroom as withHeadroomForBedrock } from '@headroom/clients/bedrock'
import { withHeadroom as withHeadroomForGoogle } from '@headroom/clients/google'
import { withHeadroom as withHeadroomForOpenAI } from '@headroom/clients/openai'
import { describe, expect, it } from 'vitest'
import type { AgentClient } from '../clients/agent-client.ts'
import { ANTHROPIC_AGENTS } from '../clients/anthropic-agents.ts'
import { BEDROCK_AGENTS } from '../clients/bedrock-agents.ts'
import { GOOGLE_AGENTS } from '../clients/google-agents.ts'
import { OPENAI_CHAT_AGENTS } from '../clients/openai-chat-agents.ts'
import { OPENAI_RESPONSES_AGENTS } from '../clients/openai-responses-agents.ts'
import { wrapped } from '../clients/wrapped.ts'
import { createMemoryStore, type Store } from '@headroom/core'
import type { Exchange } from '../replay/exchange.ts'
import { readRecorded } from '../replay/read-recorded.ts'
import { replayingFetch } from '../replay/replaying-fetch.ts'
import { hasShared, sharedFiles, sharedPath } from '../shared-data.ts'

/** A folder of recorded replies, and how a library is asked for one of them, whole or streamed. */
interface Api {
  readonly api: string
  readonly agents: readonly [whole: AgentClient | undefined, streamed: AgentClient | undefined]
  readonly withHeadroom: unknown
  /** Replies that are there at least, in what the library can read. */
  readonly least: number
}

const APIS: readonly Api[] = [
  {
    api: 'openai-chat',
    agents: [OPENAI_CHAT_AGENTS[0], OPENAI_CHAT_AGENTS[2]],
    withHeadroom: withHeadroomForOpenAI,
    least: 30,
  },
  {
    api: 'openai-responses',
    agents: [OPENAI_RESPONSES_AGENTS[0], OPENAI_RESPONSES_AGENTS[1]],
    withHeadroom: withHeadroomForOpenAI,
    least: 30,
  },
  {
    api: 'anthropic-messages',
    agents: [ANTHROPIC_AGENTS[0], ANTHROPIC_AGENTS[2]],
    withHeadroom: withHeadroomForAnthropic,
    least: 30,
  },
  { api: 'gemini', agents: [GOOGLE_AGENTS[0], GOOGLE_AGENTS[1]], withHeadroom: withHeadroomForGoogle, least: 30 },
  {
    api: 'bedrock-converse',
    agents: [BEDROCK_AGENTS[0], undefined],
    withHeadroom: withHeadroomForBedrock,
    least: 10,
  },
]

describe.skipIf(!hasShared).each(APIS)(
  'withHeadroom over recorded replies of $api',
  ({ api, agents, withHeadroom, least }) => {
    it('gives each on as it is, and each error', async () => {
      let answers = 0
      for (const exchange of exchangesOf(api)) {
        const [agent] = exchange.response.sse === undefined ? agents : agents.slice(1)
        if (agent === undefined) continue
        const [own] = wrapped([agent], withHeadroom)
        const plain = await outcomeOf(agent, exchange)
        expect(await outcomeOf(own ?? agent, exchange, createMemoryStore())).toEqual(plain)
        if (typeof plain === 'object') answers++
      }
      expect(answers).toBeGreaterThanOrEqual(least)
    })
  },
)

/** Those that can be replayed: binary event streams cannot. */
function exchangesOf(api: string): readonly Exchange[] {
  return sharedFiles(`fixtures/${api}`, '.json').flatMap((file) => {
    try {
      return readRecorded(sharedPath(file)).slice(0, 1)
    } catch {
      return []
    }
  })
}

async function outcomeOf(agent: AgentClient, { response }: Exchange, store?: Store): Promise<unknown> {
  const fetch = replayingFetch([{ response }])
  const upstream = { url: 'https://replayed.invalid:8443', fetch, under: fetch, ...(store && { store }) }
  try {
    return await agent.connect(upstream)([agent.user('Go on.')])
  } catch (error) {
    return `${Object(error).constructor.name}: ${String(error)}`
  }
}
