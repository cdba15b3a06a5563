import type { Content, GenerateContentConfig, GenerateContentResponse } from '@google/genai'
import { ApiError, GoogleGenAI } from '@google/genai'
import { gemini } from '@headroom/core'
import { afterEach, describe, expect, it } from 'vitest'
import type { StandIn, StandInOptions } from '../stand-in/create-stand-in.ts'
import { createStandIn } from '../stand-in/create-stand-in.ts'

const running: StandIn[] = []
afterEach(() => Promise.all(running.splice(0).map((standIn) => standIn.close())))

const SCRIPT = {
  turns: [
    { thinking: 'Read both.', text: 'Reading 😀…', calls: [read('a'), read('b')] },
    { calls: [read('{{match:next is (\\w+)}}')] },
    { thinking: 'Enough.', text: 'One more.', calls: [read('end')] },
  ],
  final: 'All read 😀; the last was {{match:content of (\\w+)}}.',
}
const SERVED = [0, 1, 2, 3].map((turn) => [200, turn])
const CONFIG: GenerateContentConfig = {
  systemInstruction: 'You read files.',
  tools: [{ functionDeclarations: [{ name: 'read', parametersJsonSchema: { type: 'object' } }] }],
}

/** The last signs all it says, the one before gives no ids, the first asks for no signature back. */
const MODELS = ['gemini-2.5-flash', 'gemini-3-pro-preview', 'gemini-3.1-pro-preview']

describe.each(MODELS)('@google/genai against the stand-in, %s', (model) => {
  it('runs a tool loop over whole replies to its end', async () => {
    const standIn = await start()
    const chat = clientOf(standIn).chats.create({ model, config: CONFIG })
    let response = await chat.sendMessage({ message: 'Read the files.' })
    while (response.functionCalls !== undefined) {
      response = await chat.sendMessage({ message: responsesTo(response.functionCalls) })
    }
    expect(response.text).toBe('All read 😀; the last was end.')
    expect(response.usageMetadata?.totalTokenCount).toBeGreaterThan(0)
    expect(standIn.requests.map(({ status, turn }) => [status, turn])).toEqual(SERVED)
  })

  it.each([1, 9])('runs a tool loop over streams cut into pieces of %i to its end', async (chunkSize) => {
    const standIn = await start({ chunkSize })
    const contents: Content[] = [{ role: 'user', parts: [{ text: 'Read the files.' }] }]
    const client = clientOf(standIn)
    for (;;) {
      const chunks = await Array.fromAsync(
        await client.models.generateContentStream({ model, contents, config: CONFIG }),
      )
      const calls = chunks.flatMap(({ functionCalls }) => functionCalls ?? [])
      contents.push({ role: 'model', parts: chunks.flatMap(partsOf) })
      if (calls.length === 0) break
      contents.push({ role: 'user', parts: responsesTo(calls) })
    }
    const said = contents.at(-1)?.parts?.map(({ text }) => text ?? '')
    expect(said?.join('')).toBe('All read 😀; the last was end.')
    expect(standIn.requests.map(({ status, turn }) => [status, turn])).toEqual(SERVED)
  })
})

describe('createStandIn, with @google/genai', () => {
  it('counts tokens, at the Gemini API and at Vertex AI', async () => {
    const standIn = await start()
    const asked = { model: 'gemini-3.1-pro-preview', contents: 'Read the files.' }
    for (const vertexai of [false, true]) {
      const { totalTokens } = await clientOf(standIn, vertexai).models.countTokens(asked)
      const { usageMetadata } = await clientOf(standIn, vertexai).models.generateContent(asked)
      expect(totalTokens).toBe(usageMetadata?.promptTokenCount)
    }
    expect(standIn.requests.map(({ url }) => url.includes('/publishers/google/models/'))).toEqual([
      false,
      false,
      true,
      true,
    ])
  })

  it('refuses a call that comes back without its signature, in the words of the service', async () => {
    const standIn = await start()
    const { models } = clientOf(standIn)
    const model = 'gemini-3.1-pro-preview'
    const ask = { role: 'user', parts: [{ text: 'Read the files.' }] }
    const { functionCalls = [] } = await models.generateContent({ model, contents: [ask], config: CONFIG })
    const bare = functionCalls.map((functionCall) => ({ functionCall }))
    const contents = [ask, { role: 'model', parts: bare }, { role: 'user', parts: responsesTo(functionCalls) }]
    const refused = models.generateContent({ model, contents, config: CONFIG })
    await expect(refused).rejects.toBeInstanceOf(ApiError)
    await expect(refused).rejects.toMatchObject({ status: 400, message: expect.stringContaining('thought_signature') })
  })

  it('breaks off with an error in a stream that has begun', async () => {
    const turns = [{ text: 'Well, well.', errorEvent: { afterFrames: 1, status: 503, message: 'gone' } }]
    const { models } = clientOf(await start({ script: { turns } }))
    const stream = await models.generateContentStream({ model: 'gemini-2.5-flash', contents: 'Go.' })
    await expect(Array.fromAsync(stream)).rejects.toMatchObject({ message: expect.stringContaining('gone') })
  })

  it('streams a JSON array to who asks for no events, wrapped for Code Assist', async () => {
    const { url } = await start()
    const body = JSON.stringify({
      model: 'gemini-2.5-pro',
      request: { contents: [{ role: 'user', parts: [{ text: 'Go.' }] }] },
    })
    const reply = await fetch(`${url}/v1internal:streamGenerateContent`, { method: 'POST', body })
    const chunks: unknown = await reply.json()
    expect(Array.isArray(chunks)).toBe(true)
    const wrapped = gemini.readStream()
    for (const chunk of chunks as readonly unknown[]) wrapped.push(chunk)
    expect([...gemini.toolCalls(wrapped.reply() ?? {})].map(({ input }) => input)).toEqual([
      '{"path":"a"}',
      '{"path":"b"}',
    ])
  })
})

async function start(options: Partial<StandInOptions> = {}): Promise<StandIn> {
  const standIn = await createStandIn({ script: SCRIPT, strict: true, prefixCheck: true, ...options })
  running.push(standIn)
  return standIn
}

function clientOf({ url }: StandIn, vertexai = false): GoogleGenAI {
  return new GoogleGenAI({ vertexai, apiKey: 'none', httpOptions: { baseUrl: url } })
}

function partsOf({ candidates }: GenerateContentResponse) {
  return candidates?.[0]?.content?.parts ?? []
}

function responsesTo(calls: NonNullable<GenerateContentResponse['functionCalls']>) {
  return calls.map(({ id, name = '', args }) => {
    const response = { output: `content of ${String(args?.path)}, next is c` }
    return { functionResponse: { ...(id === undefined ? {} : { id }), name, response } }
  })
}

function read(path: string) {
  return { name: 'read', args: { path } }
}
