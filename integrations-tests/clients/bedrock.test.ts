import type { ContentBlock, ConverseStreamOutput, Message, ResponseStream } from '@aws-sdk/client-bedrock-runtime'
import {
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime'
import { anthropicMessages, bedrockConverse } from '@headroom/core'
import { afterEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../stand-in/json-value.ts'
import type { StandIn, StandInOptions } from '../stand-in/create-stand-in.ts'
import { createStandIn } from '../stand-in/create-stand-in.ts'
import { objectOf } from '../stand-in/json-value.ts'
import { bedrockClient } from './bedrock-client.ts'

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
const LAST = 'All read 😀; the last was end.'

const modelId = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'
const toolConfig = { tools: [{ toolSpec: { name: 'read', inputSchema: { json: { type: 'object' } } } }] }

describe('@aws-sdk/client-bedrock-runtime against the stand-in', () => {
  it('runs a tool loop of Converse to its end', async () => {
    const standIn = await start()
    const client = bedrockClient(standIn.url)
    const last = await converse(async (messages) => {
      const { output } = await client.send(new ConverseCommand({ modelId, messages, toolConfig }))
      return output?.message
    })
    expect(last).toEqual([{ text: LAST }])
    expect(standIn.requests.map(({ status, turn }) => [status, turn])).toEqual(SERVED)
    expect(standIn.requests[0]?.url).toContain('v1%3A0/converse')
  })

  it.each([1, 9])('runs a tool loop of ConverseStream, cut into pieces of %i, to its end', async (chunkSize) => {
    const standIn = await start({ chunkSize })
    const client = bedrockClient(standIn.url)
    const last = await converse(async (messages) => {
      const { stream = noEvents<ConverseStreamOutput>() } = await client.send(
        new ConverseStreamCommand({ modelId, messages, toolConfig }),
      )
      const reader = bedrockConverse.readStream()
      for await (const event of stream) reader.push(event)
      return objectOf(reader.reply()?.output).message as Message
    })
    expect(last).toEqual([{ text: LAST }])
    expect(standIn.requests.map(({ status, turn }) => [status, turn])).toEqual(SERVED)
  })

  it('runs a tool loop of InvokeModel to its end, whole and streamed', async () => {
    for (const streams of [false, true]) {
      const standIn = await start({ chunkSize: 3 })
      const client = bedrockClient(standIn.url)
      const last = await invoke(async (body) => {
        const input = { modelId, body: JSON.stringify(body) }
        if (!streams) return JSON.parse((await client.send(new InvokeModelCommand(input))).body.transformToString())
        const reader = anthropicMessages.readStream()
        const { body: events = noEvents<ResponseStream>() } = await client.send(
          new InvokeModelWithResponseStreamCommand(input),
        )
        for await (const { chunk } of events) reader.push(JSON.parse(new TextDecoder().decode(chunk?.bytes)))
        return reader.reply() as JsonObject
      })
      expect(last).toEqual([{ type: 'text', text: LAST }])
      expect(standIn.requests.map(({ status, turn }) => [status, turn])).toEqual(SERVED)
    }
  })

  it('meets refusals as exceptions by their names, in a reply and in a stream', async () => {
    const script = {
      turns: [
        { error: { status: 429, message: 'slow down' }, text: 'Well.', errorEvent: { afterFrames: 2, status: 503 } },
      ],
    }
    const standIn = await start({ script })
    const client = bedrockClient(standIn.url)
    const messages: Message[] = [{ role: 'user', content: [{ text: 'Go.' }] }]
    const refused = client.send(new ConverseCommand({ modelId, messages }))
    await expect(refused).rejects.toMatchObject({ name: 'ThrottlingException', message: 'slow down' })
    const { stream = noEvents<ConverseStreamOutput>() } = await client.send(
      new ConverseStreamCommand({ modelId, messages }),
    )
    await expect(Array.fromAsync(stream)).rejects.toMatchObject({ name: 'ServiceUnavailableException' })
    const invalid = client.send(new ConverseCommand({ modelId, messages: [] }))
    await expect(invalid).rejects.toMatchObject({ name: 'ValidationException' })
  })
})

async function start(options: Partial<StandInOptions> = {}): Promise<StandIn> {
  const standIn = await createStandIn({ script: SCRIPT, strict: true, prefixCheck: true, ...options })
  running.push(standIn)
  return standIn
}

/** Asks and answers calls until there is none. Returns the last content. */
async function converse(
  ask: (messages: Message[]) => Promise<Message | undefined>,
): Promise<readonly ContentBlock[] | undefined> {
  const messages: Message[] = [{ role: 'user', content: [{ text: 'Read the files.' }] }]
  for (;;) {
    const message = await ask(messages)
    const calls = message?.content?.flatMap(({ toolUse }) => (toolUse === undefined ? [] : [toolUse])) ?? []
    if (message === undefined || calls.length === 0) return message?.content
    const results = calls.map(({ toolUseId, input }) => {
      return { toolResult: { toolUseId, content: [{ text: contentOf(input) }] } }
    })
    messages.push(message, { role: 'user', content: results })
  }
}

/** The same in the format of the Messages API. */
async function invoke(ask: (body: JsonObject) => Promise<JsonObject>): Promise<unknown> {
  const messages: JsonObject[] = [{ role: 'user', content: 'Read the files.' }]
  for (;;) {
    const { content } = await ask({ anthropic_version: 'bedrock-2023-05-31', max_tokens: 100, messages })
    const calls = [...anthropicMessages.toolCalls({ content })]
    if (calls.length === 0) return content
    const results = calls.map(({ id, input }) => {
      return { type: 'tool_result', tool_use_id: id, content: contentOf(JSON.parse(input)) }
    })
    messages.push({ role: 'assistant', content }, { role: 'user', content: results })
  }
}

function contentOf(input: unknown): string {
  return `content of ${String(objectOf(input).path)}, next is c`
}

async function* noEvents<Event>(): AsyncIterable<Event> {}

function read(path: string) {
  return { name: 'read', args: { path } }
}
