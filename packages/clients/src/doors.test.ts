import {
  anthropicMessages,
  bedrockConverse,
  createMemoryStore,
  type Dialect,
  InvalidOptionError,
  keyOf,
  openaiChat,
  openaiResponses,
  retrieveTool,
} from '@headroom/core'
import Anthropic from '@anthropic-ai/sdk'
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime'
import { GoogleGenAI } from '@google/genai'
import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import * as anthropic from './anthropic.ts'
import * as bedrock from './bedrock.ts'
import * as google from './google.ts'
import * as openai from './openai.ts'

const CLIENTS: Readonly<Record<string, () => object>> = {
  openai: () => new OpenAI({ apiKey: 'none' }),
  anthropic: () => new Anthropic({ apiKey: 'none' }),
  google: () => new GoogleGenAI({ apiKey: 'none', vertexai: false }),
  bedrock: () => new BedrockRuntimeClient({ region: 'us-east-1' }),
}
const DOORS = { openai, anthropic, google, bedrock }
const RANGES: Readonly<Record<string, string>> = {
  openai: '`openai` 5, 6 or 7',
  anthropic: '`@anthropic-ai/sdk` from 0.102 to 1',
  google: '`@google/genai` from 2.32 to 3',
  bedrock: '`@aws-sdk/client-bedrock-runtime` 3',
}

/** A client of a version that has not what is needed. */
class Outdated {
  readonly chat = {}
  readonly messages = {}
  readonly models = {}
  readonly config = { serviceId: 'S3' }
}

describe.each(Object.entries(DOORS))('withHeadroom of %s', (name, { withHeadroom }) => {
  const wrap = withHeadroom as (client: unknown, options?: unknown) => object

  it('gives another client of the same class', () => {
    const client = CLIENTS[name]?.() ?? {}
    const wrapped = wrap(client)
    expect(wrapped).not.toBe(client)
    expect(Object.getPrototypeOf(wrapped)).toBe(Object.getPrototypeOf(client))
    expect(
      Object.keys(wrapped)
        .filter((member) => member !== 'handlers')
        .toSorted(),
    ).toEqual(
      Object.keys(client)
        .filter((member) => member !== 'handlers')
        .toSorted(),
    )
  })

  it('refuses what is no client of its library, or of no version that it knows, by name and range', () => {
    const others = Object.entries(CLIENTS).flatMap(([other, made]) => (other === name ? [] : [made()]))
    for (const given of [...others, new Outdated(), {}, Object.create(null), undefined, null, 'gpt-5.5', () => {}]) {
      expect(() => wrap(given)).toThrow(InvalidOptionError)
      expect(() => wrap(given)).toThrow(`\`client\` must be a client of ${RANGES[name]}, got `)
    }
    expect(() => wrap(new Outdated())).toThrow('got one of Outdated class')
    expect(() => wrap(undefined)).toThrow('got undefined')
    expect(() => wrap(Outdated)).toThrow('got the function Outdated, not what it makes')
  })

  it('refuses options that cannot be used, at once', () => {
    expect(() => wrap(CLIENTS[name]?.(), { maxRounds: 0 })).toThrow('`maxRounds`')
  })
})

const store = createMemoryStore()
const FORMS: readonly (readonly [string, unknown, Dialect, unknown])[] = [
  ['openai chat', openai.headroomTool({ store }).chat, openaiChat as Dialect, { messages: [], tools: [] }],
  ['openai responses', openai.headroomTool({ store }).responses, openaiResponses as Dialect, { input: [], tools: [] }],
  ['anthropic', anthropic.headroomTool({ store }).messages, anthropicMessages as Dialect, { messages: [], tools: [] }],
  [
    'bedrock',
    bedrock.headroomTool({ store }).converse,
    bedrockConverse as Dialect,
    { messages: [], toolConfig: { tools: [] } },
  ],
]

describe('headroomTool', () => {
  it.each(FORMS)('is, of %s, the tool that is declared where calls are hidden', (_, form, dialect, request) => {
    const [edit] = dialect.addTool(request, retrieveTool)
    expect(JSON.parse(JSON.stringify(form))).toEqual(edit?.value)
  })

  it.each(Object.entries(DOORS))(
    'answers calls of %s, whatever a model writes, and refuses to be without a store',
    async (_, { headroomTool }) => {
      const own = createMemoryStore()
      const key = await keyOf('one\ntwo\nthree')
      await own.set(key, { kind: 'original', text: 'one\ntwo\nthree' }, Infinity)
      const { answer } = headroomTool({ store: own })
      expect(await answer({ key })).toContain('one\ntwo\nthree')
      expect(await answer(JSON.stringify({ key, lines: '2' }))).toContain('two')
      for (const odd of [undefined, null, 7, '{', { key: 'unknown' }, []]) expect(await answer(odd)).toMatch(/\w{3}/)
      expect(() => headroomTool({} as never)).toThrow(InvalidOptionError)
      expect(() => headroomTool(undefined as never)).toThrow('`store`')
      expect(() => headroomTool({ store: own, scope: 5 } as never)).toThrow('`scope`')
      expect(() => headroomTool({ store: own, scop: 'a' } as never)).toThrow('`scop` is no option')
    },
  )

  it('is, of google, the same with a schema of JSON', () => {
    const { name, description, inputSchema } = retrieveTool
    const { declaration } = google.headroomTool({ store })
    expect(declaration).toEqual({ name, description, parametersJsonSchema: inputSchema })
  })

  it('answers Google’s calls of its own name alone, with their ids', async () => {
    const { callable } = google.headroomTool({ store })
    const parts = await callable.callTool([
      { name: 'other' },
      { id: '1', name: 'headroom_retrieve', args: { key: 'x' } },
    ])
    expect(parts).toEqual([
      { functionResponse: { id: '1', name: 'headroom_retrieve', response: { output: expect.any(String) } } },
    ])
  })
})
