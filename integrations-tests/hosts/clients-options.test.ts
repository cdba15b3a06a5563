import Anthropic from '@anthropic-ai/sdk'
import { withHeadroom as withHeadroomForAnthropic } from '@headroom/clients/anthropic'
import { withHeadroom as withHeadroomForBedrock } from '@headroom/clients/bedrock'
import { withHeadroom as withHeadroomForGoogle } from '@headroom/clients/google'
import { type HeadroomOptions, withHeadroom as withHeadroomForOpenAI } from '@headroom/clients/openai'
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime'
import { GoogleGenAI } from '@google/genai'
import OpenAI, { AzureOpenAI } from 'openai'
import { ResponsesWS } from 'openai/resources/responses/ws'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { bedrockSettings } from '../clients/bedrock-client.ts'
import { startStandIn, stopStandIns } from '../clients/loop-bench.ts'
import { retrieve } from '../clients/loop-script.ts'
import { openaiAt } from '../clients/openai-chat-agents.ts'
import { firstAndLast } from '../first-and-last.ts'
import { ANSWER, ANTHROPIC, BEDROCK, GOOGLE, LOG, MESSAGES, OPENAI } from './clients-methods.ts'
import { azureAt } from './clients-variants.ts'

stopStandIns()
afterEach(() => vi.unstubAllGlobals())

const OPTIONS: HeadroomOptions = { compressors: [firstAndLast] }

function sendingOf<Client>(methods: Readonly<Record<string, (client: Client) => Promise<unknown>>>, name: string) {
  const send = methods[name]
  if (send === undefined) throw new Error(`There is no ${name}.`)
  return send
}

const CREATE = sendingOf(OPENAI.sending, 'chat.completions.create')

describe('withHeadroom of openai', () => {
  it('stays in clients that are made of the wrapped one', async () => {
    const standIn = await startStandIn({ turns: [], final: ANSWER }, { strict: false })
    const client = withHeadroomForOpenAI(openaiAt({ url: standIn.url, fetch }), OPTIONS)
    const other = client.withOptions({ timeout: 5000, defaultHeaders: { 'x-own': 'a' } })
    await CREATE(other)
    expect(other.timeout).toBe(5000)
    expect(standIn.requests[0]?.bodyText).not.toContain('LOG number 50')
  })

  it('keeps what Azure was given', async () => {
    const standIn = await startStandIn({ turns: [], final: ANSWER }, { strict: false })
    const client = withHeadroomForOpenAI(azureAt({ url: standIn.url, retries: 3 }), OPTIONS)
    expect(client).toBeInstanceOf(AzureOpenAI)
    expect(client).toMatchObject({ apiVersion: '2026-10-01', deploymentName: 'd', maxRetries: 3, apiKey: 'none' })
    await CREATE(client)
    expect(standIn.requests[0]?.bodyText).not.toContain('LOG number 50')
  })

  it('has each round signed for what is sent, where a provider signs bodies', async () => {
    const turns = [{ text: 'Unused.' }, { calls: [retrieve({ grep: 'ERROR' })] }, { text: ANSWER }]
    const standIn = await startStandIn({ turns })
    const provider = signingProvider(`${standIn.url}/v1`)
    const unsigned: string[] = []
    const client = new OpenAI({
      provider,
      maxRetries: 0,
      fetch: (input, init) => {
        if (new Headers(init?.headers).get('authorization') !== `AWS4-TEST ${String(init?.body).length}`)
          unsigned.push(String(init?.body))
        return fetch(input, init)
      },
    })
    const reply = await CREATE(withHeadroomForOpenAI(client, OPTIONS))
    expect(reply).toMatchObject({ choices: [{ message: { content: ANSWER } }] })
    expect(standIn.requests.map(({ status }) => status)).toEqual([200, 200])
    expect(unsigned).toEqual([])
  })

  it('leaves WebSockets alone', async () => {
    const standIn = await startStandIn({ turns: [], final: ANSWER }, { strict: false })
    const socket = new ResponsesWS(withHeadroomForOpenAI(openaiAt({ url: standIn.url, fetch }), OPTIONS))
    const input = [
      { type: 'function_call' as const, call_id: 'c', name: 'query_logs', arguments: '{}' },
      { type: 'function_call_output' as const, call_id: 'c', output: LOG },
    ]
    socket.send({ type: 'response.create', model: 'gpt-5.5', input })
    for await (const item of socket.stream())
      if (item.type === 'message' && item.message.type === 'response.completed') break
    socket.close()
    expect(standIn.requests.find(({ method }) => method === 'WS')?.bodyText).toContain('LOG number 50 of cart')
  })

  it('sends a conversation without tools as it is', async () => {
    const standIn = await startStandIn({ turns: [], final: ANSWER }, { strict: false })
    const messages = [{ role: 'user' as const, content: LOG }]
    await withHeadroomForOpenAI(openaiAt({ url: standIn.url, fetch }), OPTIONS).chat.completions.create({
      model: 'a-model-without-tools',
      messages,
    })
    expect(JSON.parse(standIn.requests[0]?.bodyText ?? '')).toEqual({ model: 'a-model-without-tools', messages })
  })
})

/** A provider as `openai/providers` make them, known by the registry that all copies of the library share. */
function signingProvider(baseURL: string): NonNullable<ConstructorParameters<typeof OpenAI>[0]>['provider'] {
  const registry: unknown = Reflect.get(globalThis, Symbol.for('openai.node.providerDefinitions.v1'))
  const provider = Object.freeze({})
  const prepareRequest = (request: { headers: Headers; body?: unknown }): void => {
    if (new Headers(request.headers).has('authorization')) throw new Error('It is signed already.')
    request.headers = new Headers(request.headers)
    request.headers.set('authorization', `AWS4-TEST ${String(request.body).length}`)
  }
  const configure = () => ({ name: 'signing', baseURL, prepareRequest })
  ;(registry as WeakMap<object, unknown>).set(provider, { configure })
  return provider as never
}

describe('withHeadroom of anthropic', () => {
  it('stays in clients that are made of the wrapped one', async () => {
    const standIn = await startStandIn({ turns: [], final: ANSWER }, { strict: false })
    const client = withHeadroomForAnthropic(ANTHROPIC.open(standIn.url), OPTIONS)
    const other = client.withOptions({ timeout: 5000 })
    await sendingOf(ANTHROPIC.sending, 'messages.create')(other)
    expect(other.timeout).toBe(5000)
    expect(standIn.requests[0]?.bodyText).not.toContain('LOG number 50')
  })

  it('shows the client’s own middleware one request, as it was made, and one answer', async () => {
    const turns = [{ text: 'Unused.' }, { calls: [retrieve({ grep: 'ERROR' })] }, { text: ANSWER }]
    const standIn = await startStandIn({ turns }, { strict: false })
    const seen: string[] = []
    const client = new Anthropic({
      apiKey: 'none',
      baseURL: standIn.url,
      maxRetries: 0,
      middleware: [
        async (request, next) => {
          const response = await next(request)
          seen.push(String(request.body), await response.clone().text())
          return response
        },
      ],
    })
    await withHeadroomForAnthropic(client, OPTIONS).messages.create(MESSAGES)
    expect(standIn.requests).toHaveLength(2)
    expect(seen).toHaveLength(2)
    expect(seen[0]).toContain('LOG number 50 of cart')
    expect(seen.join('')).not.toContain('headroom_retrieve')
  })

  it('counts what would be sent', async () => {
    const standIn = await startStandIn({ turns: [] }, { strict: false })
    const client = ANTHROPIC.open(standIn.url)
    const counts = await Promise.all(
      [client, withHeadroomForAnthropic(client, OPTIONS)].map(async ({ messages, beta }) => {
        const { max_tokens: _, ...params } = MESSAGES
        const { input_tokens: tokens } = await messages.countTokens(params as Anthropic.MessageCountTokensParams)
        const same = await beta.messages.countTokens(params as Anthropic.Beta.MessageCountTokensParams)
        expect(same.input_tokens).toBe(tokens)
        return tokens
      }),
    )
    expect(counts[1]).toBeLessThan((counts[0] ?? 0) / 2)
  })
})

describe('withHeadroom of google', () => {
  it.each([false, true])('sends what the library sends for it, be it on Vertex AI: %s', async (vertexai) => {
    const inits: RequestInit[] = []
    vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
      inits.push(init)
      return Response.json({ candidates: [] })
    })
    const client = new GoogleGenAI({
      apiKey: 'none',
      vertexai,
      httpOptions: { headers: { 'x-own': 'a' }, timeout: 1e6 },
    })
    const send = sendingOf(GOOGLE.sending, 'models.generateContent')
    await send(client)
    await send(withHeadroomForGoogle(client, OPTIONS))
    const [plain, wrapped] = inits
    expect(Object.keys(wrapped ?? {}).toSorted()).toEqual(Object.keys(plain ?? {}).toSorted())
    // The library's own, without the time limits of Node's.
    expect(wrapped).toHaveProperty('dispatcher')
    expect([...new Headers(wrapped?.headers)]).toEqual([...new Headers(plain?.headers)])
  })

  it('shares what it does not replace', () => {
    const client = new GoogleGenAI({ apiKey: 'none', vertexai: false })
    const { live, files, caches } = withHeadroomForGoogle(client, OPTIONS)
    expect([live, files, caches]).toEqual([client.live, client.files, client.caches])
    expect(live).toBe(client.live)
  })
})

describe('withHeadroom of bedrock', () => {
  it('does not take the ways that the given client remembers', async () => {
    const standIn = await startStandIn({ turns: [], final: ANSWER }, { strict: false })
    const settings = { ...bedrockSettings({ url: standIn.url, fetch }), cacheMiddleware: true }
    const client = new BedrockRuntimeClient(settings)
    const send = sendingOf(BEDROCK.sending, 'Converse')
    await send(client)
    const wrapped = withHeadroomForBedrock(client, OPTIONS)
    await send(wrapped)
    await send(client)
    await send(wrapped)
    const shortened = standIn.requests.map(({ bodyText }) => !bodyText.includes('LOG number 50'))
    expect(shortened).toEqual([false, true, false, true])
  })

  it('shows the client’s own middleware one command, as it was made, and one answer', async () => {
    const turns = [{ text: 'Unused.' }, { calls: [retrieve({ grep: 'ERROR' })] }, { text: ANSWER }]
    const standIn = await startStandIn({ turns }, { strict: false })
    const client = BEDROCK.open(standIn.url)
    const seen: string[] = []
    client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args)
        seen.push(JSON.stringify(args.input), JSON.stringify(result.output))
        return result
      },
      { step: 'initialize' },
    )
    await sendingOf(BEDROCK.sending, 'Converse')(withHeadroomForBedrock(client, OPTIONS))
    expect(standIn.requests).toHaveLength(2)
    expect(seen).toHaveLength(2)
    expect(seen[0]).toContain('LOG number 50 of cart')
    expect(seen.join('')).not.toContain('headroom_retrieve')
  })
})
