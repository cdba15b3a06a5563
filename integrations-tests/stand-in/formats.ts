import type { Dialect } from '@headroom/core'
import {
  anthropicMessages,
  bedrockConverse,
  bedrockEventOf,
  createFrameSplitter,
  createSseSplitter,
  gemini,
  openaiChat,
  openaiResponses,
  readFrame,
  readSseEvent,
} from '@headroom/core'
import type { JsonObject } from './json-value.ts'
import type { Framing } from './room.ts'
import { piecesOf } from '../sse/chunks.ts'
import { objectOf } from './json-value.ts'

/** One format as the stand-in streams it. */
export interface Format {
  /** Of the format and, where it has several, the framing. */
  readonly name: string
  /** How its stream is written. */
  readonly framing: Framing
  /** Path and query that ask for a stream. */
  readonly url: string
  /** Path and query that ask for a whole reply. */
  readonly wholeUrl: string
  /** A request for a first turn that the service would take, without what asks for a stream. */
  readonly request: JsonObject
  /** What the body of a request for a stream has beside. */
  readonly streams: JsonObject
  /** Core's reader of the format. */
  readonly dialect: Dialect<unknown, unknown>
}

const MESSAGES = { max_tokens: 100, messages: [{ role: 'user', content: 'go' }] }
const CHAT = { model: 'gpt', messages: [{ role: 'user', content: 'go' }] }
const CONTENTS = { contents: [{ role: 'user', parts: [{ text: 'go' }] }] }
const GEMINI = '/v1beta/models/gemini-3.1-pro-preview'
const VERTEX = '/v1/projects/p/locations/l/publishers/anthropic/models/claude-sonnet-5@20260101'
const BEDROCK = '/model/anthropic.claude-sonnet-5-v1%3A0'

/** Every format and framing that the stand-in speaks. */
export const FORMATS: readonly Format[] = [
  {
    ...written('anthropic messages', 'sse', anthropicMessages),
    ...at('/v1/messages'),
    request: { model: 'claude', ...MESSAGES },
    streams: { stream: true },
  },
  {
    ...written('anthropic messages on vertex', 'sse', anthropicMessages),
    url: `${VERTEX}:streamRawPredict`,
    wholeUrl: `${VERTEX}:rawPredict`,
    request: { anthropic_version: 'vertex-2023-10-16', ...MESSAGES },
    streams: {},
  },
  {
    ...written('openai chat', 'sse', openaiChat),
    ...at('/v1/chat/completions'),
    request: CHAT,
    streams: { stream: true, stream_options: { include_usage: true } },
  },
  {
    ...written('openai responses', 'sse', openaiResponses),
    ...at('/v1/responses'),
    request: { model: 'gpt', input: 'go' },
    streams: { stream: true },
  },
  {
    ...written('gemini', 'sse', gemini),
    url: `${GEMINI}:streamGenerateContent?alt=sse`,
    wholeUrl: `${GEMINI}:generateContent`,
    request: CONTENTS,
    streams: {},
  },
  {
    ...written('gemini as an array', 'json-array', gemini),
    url: `${GEMINI}:streamGenerateContent`,
    wholeUrl: `${GEMINI}:generateContent`,
    request: CONTENTS,
    streams: {},
  },
  {
    ...written('gemini of code assist', 'sse', gemini),
    url: '/v1internal:streamGenerateContent?alt=sse',
    wholeUrl: '/v1internal:generateContent',
    request: { model: 'gemini-3.1-pro-preview', request: CONTENTS },
    streams: {},
  },
  {
    ...written('bedrock converse', 'aws-event-stream', bedrockConverse),
    url: `${BEDROCK}/converse-stream`,
    wholeUrl: `${BEDROCK}/converse`,
    request: { messages: [{ role: 'user', content: [{ text: 'go' }] }] },
    streams: {},
  },
  {
    ...written('bedrock invoke', 'aws-event-stream', anthropicMessages),
    url: `${BEDROCK}/invoke-with-response-stream`,
    wholeUrl: `${BEDROCK}/invoke`,
    request: { anthropic_version: 'bedrock-2023-05-31', ...MESSAGES },
    streams: {},
  },
]

function written(name: string, framing: Framing, dialect: unknown): Pick<Format, 'name' | 'framing' | 'dialect'> {
  return { name, framing, dialect: dialect as Format['dialect'] }
}

function at(url: string): Pick<Format, 'url' | 'wholeUrl'> {
  return { url, wholeUrl: url }
}

/** The events in the bytes of a stream, as core reads them, what was cut off at the end left out. */
export function eventsIn(framing: Framing, bytes: Uint8Array): readonly unknown[] {
  if (framing === 'json-array') return arrayIn(new TextDecoder().decode(bytes))
  if (framing === 'aws-event-stream') {
    const events = piecesOf(createFrameSplitter(), [bytes]).map((piece) => bedrockEventOf(readFrame(piece)))
    return events.filter((event) => event !== undefined)
  }
  const data = piecesOf(createSseSplitter(), [bytes]).map((piece) => readSseEvent(piece).data)
  return data.filter((json) => json.endsWith('}')).map((json) => JSON.parse(json) as unknown)
}

function arrayIn(json: string): readonly unknown[] {
  return JSON.parse(json.endsWith(']') ? json : `${json}]`) as readonly unknown[]
}

/** The reply that a stream becomes, put together by core's reader of the format. */
export function replyIn({ framing, dialect }: Format, bytes: Uint8Array): JsonObject {
  const reader = dialect.readStream()
  for (const event of eventsIn(framing, bytes)) reader.push(event)
  return objectOf(reader.reply())
}
