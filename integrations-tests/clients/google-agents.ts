import type { Content, GenerateContentParameters, GenerateContentResponse, Part } from '@google/genai'
import { ApiError, GoogleGenAI } from '@google/genai'
import { gemini } from '@headroom/core'
import type { AgentClient, Answer, Ask, AskOptions, Upstream } from './agent-client.ts'
import { same, SCHEMA, TOOLS } from './agent-client.ts'

/** The modes of `@google/genai`, whole and streamed, over the generations of models: as they sign calls, and give them ids. */
export const GOOGLE_AGENTS: readonly AgentClient[] = [
  agent('gemini-3.1-pro-preview', false),
  agent('gemini-3.1-pro-preview', true),
  agent('gemini-3-pro-preview', false),
  agent('gemini-3-pro-preview', true),
  agent('gemini-2.5-flash', false),
  agent('gemini-2.5-flash', true),
]

function agent(model: string, streams: boolean): AgentClient {
  return {
    name: `@google/genai ${streams ? 'generateContentStream' : 'generateContent'}, ${model}`,
    format: 'gemini',
    streams,
    list: 'contents',
    usesFetch: true,
    sendsAll: true,
    framesToText: 1,
    // 529 is no status of Google's.
    busy: [429, 503],
    stops: { calls: 'STOP', end: 'STOP' },
    bound: model.startsWith('gemini-3') ? 'Corrupted thought signature' : undefined,
    obstacles: [
      { members: { candidateCount: 2 }, noViews: 'several-answers' },
      { members: { tools: undefined }, noViews: 'no-tool' },
      {
        members: { cachedContent: 'cachedContents/c', systemInstruction: undefined, tools: undefined },
        noViews: 'no-tool',
      },
    ],
    isOwnError: (error) => error instanceof ApiError,
    user: (text) => ({ role: 'user', parts: [{ text }] }),
    results: (results) => [
      {
        role: 'user',
        parts: results.map(({ call: { id, name }, text }) => ({
          functionResponse: { ...(id === '' ? {} : { id }), name, response: { output: text } },
        })),
      },
    ],
    connect: (upstream) => asking(googleAt(upstream), model, streams),
  }
}

/** The library's client at an address. */
export function googleAt({ url, fetch, wrap = same, retries = 0 }: Upstream): GoogleGenAI {
  const retryOptions = { attempts: retries + 1, initialDelay: 0.01 }
  const client = new GoogleGenAI({
    apiKey: 'none',
    vertexai: false,
    httpOptions: { baseUrl: url, fetch: fetch as typeof globalThis.fetch, ...(retries > 0 && { retryOptions }) },
  })
  return wrap(client)
}

function asking({ models }: GoogleGenAI, model: string, streams: boolean): Ask {
  return async (history, options = {}) => {
    const { signal, members } = options
    const params: GenerateContentParameters = {
      model,
      contents: history as Content[],
      config: {
        systemInstruction: 'Be brief.',
        tools: [{ functionDeclarations: TOOLS.map((tool) => ({ ...tool, parametersJsonSchema: SCHEMA })) }],
        thinkingConfig: { includeThoughts: true },
        ...(signal === undefined ? {} : { abortSignal: signal }),
        ...members,
      },
    }
    if (!streams) return answerOf([await models.generateContent(params)])
    return answerOf(await gathered(await models.generateContentStream(params), options))
  }
}

async function gathered(
  stream: AsyncIterable<GenerateContentResponse>,
  { onText }: AskOptions,
): Promise<readonly GenerateContentResponse[]> {
  const chunks: GenerateContentResponse[] = []
  for await (const chunk of stream) {
    chunks.push(chunk)
    const text = textIn(partsOf(chunk))
    if (text !== '') onText?.(text)
  }
  return chunks
}

function answerOf(chunks: readonly GenerateContentResponse[]): Answer {
  const parts = chunks.flatMap(partsOf)
  const last = chunks.at(-1)
  return {
    text: textIn(parts),
    calls: parts.flatMap(({ functionCall: call }) =>
      call === undefined ? [] : [{ id: call.id ?? '', name: call.name ?? '', args: call.args }],
    ),
    stop: last?.candidates?.[0]?.finishReason,
    usage: gemini.usage({ usageMetadata: last?.usageMetadata }),
    items: [{ role: 'model', parts }],
  }
}

function partsOf({ candidates }: GenerateContentResponse): readonly Part[] {
  return candidates?.[0]?.content?.parts ?? []
}

function textIn(parts: readonly Part[]): string {
  return parts.map(({ text, thought }) => (thought === true ? '' : (text ?? ''))).join('')
}
