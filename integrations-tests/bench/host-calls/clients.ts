import Anthropic from '@anthropic-ai/sdk'
import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime'
import { GoogleGenAI } from '@google/genai'
import * as forAnthropic from '@headroom/clients/anthropic'
import * as forBedrock from '@headroom/clients/bedrock'
import * as forGoogle from '@headroom/clients/google'
import * as forOpenai from '@headroom/clients/openai'
import { createMemoryStore, type Fetch, type Store } from '@headroom/core'
import OpenAI from 'openai'
import { bedrockSettings } from '../../clients/bedrock-client.ts'
import { coreTurn, type HostCall } from './host-call.ts'
import { type Wire, WIRES } from './wires.ts'

const URL = 'http://localhost:1'
const MODEL = { google: 'gemini-3.1-pro-preview', bedrock: 'anthropic.claude-sonnet-5-v1:0' }

/** Each provider's client over a `fetch` that answers at once. */
export async function openCalls(): Promise<readonly HostCall[]> {
  const { anthropic, bedrock, google, openai } = WIRES
  return [
    await callOf<OpenAI>('openai', openai, (fetch) => ({
      client: new OpenAI({ apiKey: 'none', baseURL: `${URL}/v1`, maxRetries: 0, fetch }),
      ask: ({ chat }) => chat.completions.create(openai.request as never),
      withHeadroom: forOpenai.withHeadroom,
    })),
    await callOf<Anthropic>('anthropic', anthropic, (fetch) => ({
      client: new Anthropic({ apiKey: 'none', baseURL: URL, maxRetries: 0, fetch }),
      ask: ({ messages }) => messages.create(anthropic.request as never),
      withHeadroom: forAnthropic.withHeadroom,
    })),
    await callOf<GoogleGenAI>('google', google, (fetch) => {
      const httpOptions = { baseUrl: URL, fetch: fetch as typeof globalThis.fetch }
      const { contents, tools } = google.request as Readonly<Record<string, never>>
      return {
        client: new GoogleGenAI({ apiKey: 'none', vertexai: false, httpOptions }),
        ask: ({ models }) =>
          models.generateContent({
            model: MODEL.google,
            contents: contents as never,
            config: { tools: tools as never },
          }),
        withHeadroom: forGoogle.withHeadroom,
      }
    }),
    await callOf<BedrockRuntimeClient>('bedrock', bedrock, (fetch) => ({
      client: new BedrockRuntimeClient(bedrockSettings({ url: URL, fetch })),
      ask: (client) => client.send(new ConverseCommand(CONVERSE as never)),
      withHeadroom: forBedrock.withHeadroom,
      input: CONVERSE,
    })),
  ]
}

const CONVERSE = { modelId: MODEL.bedrock, ...WIRES.bedrock.request }

/** A client, how it is asked, and what wraps it. */
interface Door<Client> {
  readonly client: Client
  readonly ask: (client: Client) => PromiseLike<unknown>
  readonly withHeadroom: (client: Client, options: { readonly store: Store }) => Client
  /** What the library is given, where that is what is shortened, and not the body that it makes of it. */
  readonly input?: unknown
}

/** What a library calls `fetch` with. */
type Sent = Parameters<Fetch>

/** @param open Makes a client over a `fetch`. */
async function callOf<Client>(
  name: string,
  { reply, dialect }: Wire,
  open: (fetch: Fetch) => Door<Client>,
): Promise<HostCall> {
  const answer = JSON.stringify(reply)
  let sent: Sent = ['']
  const { client, ask, withHeadroom, input } = open(async (...given) => {
    sent = given
    return new Response(answer, { headers: { 'content-type': 'application/json' } })
  })
  const store = createMemoryStore()
  const wrapped = withHeadroom(client, { store })
  const sentBy = async (asked: Client): Promise<string> => {
    await ask(asked)
    return bodyOf(sent)
  }
  const body = await sentBy(client)
  const [request, text] = input === undefined ? [JSON.parse(body) as unknown, body] : [input]
  return {
    name: `@headroom/clients/${name}`,
    without: () => sentBy(client),
    within: () => sentBy(wrapped),
    core: () => coreTurn(request, reply, { store, dialect }, text),
  }
}

function bodyOf([, init]: Sent): string {
  const body = init?.body
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : (body as string)
}
