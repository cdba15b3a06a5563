import { withCallbacks } from '@headroom/litellm'
import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import type { Exchange } from '../replay/exchange.ts'
import { readRecorded } from '../replay/read-recorded.ts'
import { replayingFetch } from '../replay/replaying-fetch.ts'
import { hasShared, sharedFiles, sharedPath } from '../shared-data.ts'

const PARAMS = {
  model: 'gpt-5.5',
  messages: [{ role: 'user' as const, content: 'Go on.' }],
  tools: [{ type: 'function' as const, function: { name: 'load', parameters: { type: 'object' } } }],
}

type Create = (params: OpenAI.ChatCompletionCreateParams) => Promise<unknown>

/** What a caller gets of a recorded reply: the reply, its chunks, or the error that ends them. */
async function seen(exchange: Exchange, wrapped: (create: Create) => Create): Promise<unknown> {
  const client = new OpenAI({
    baseURL: 'https://replayed.invalid/v1',
    apiKey: 'none',
    maxRetries: 0,
    fetch: replayingFetch([exchange]),
  })
  const create: Create = (params) => client.chat.completions.create(params)
  try {
    const reply = await wrapped(create)({ ...PARAMS, stream: exchange.response.sse !== undefined })
    if (exchange.response.sse === undefined) return reply
    const chunks: unknown[] = []
    for await (const chunk of reply as AsyncIterable<unknown>) chunks.push(chunk)
    return chunks
  } catch (error) {
    return String(error)
  }
}

describe.skipIf(!hasShared)('withCallbacks over recorded replies of openai-chat', () => {
  it('gives each on as it is, chunk by chunk', async () => {
    const exchanges = sharedFiles('fixtures/openai-chat', '.json').flatMap((file) => {
      const [exchange] = readRecorded(sharedPath(file))
      return exchange?.request === undefined || exchange.response.status !== 200 ? [] : [exchange]
    })
    expect(exchanges.filter(({ response }) => response.sse !== undefined).length).toBeGreaterThan(5)
    expect(exchanges.filter(({ response }) => response.sse === undefined).length).toBeGreaterThan(5)
    for (const exchange of exchanges) {
      const plain = await seen(exchange, (create) => create)
      expect(await seen(exchange, (create) => withCallbacks(create))).toEqual(plain)
    }
  })
})
