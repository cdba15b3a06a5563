import { convertArrayToReadableStream, type MockLanguageModelV4 } from 'ai/test'

/** One answer of a model. */
export type Reply = Awaited<ReturnType<MockLanguageModelV4['doGenerate']>>
/** One piece of an answer. */
export type Piece = Reply['content'][number]
/** A streamed answer. */
export type StreamedReply = Awaited<ReturnType<MockLanguageModelV4['doStream']>>
/** One part of a streamed answer. */
export type StreamedPart = StreamedReply['stream'] extends ReadableStream<infer P> ? P : never

/** Usage of one call in tests; each figure another, so that a sum tells which were added. */
export const USAGE: Reply['usage'] = {
  inputTokens: { total: 111, noCache: 1, cacheRead: 10, cacheWrite: 100 },
  outputTokens: { total: 22, text: 2, reasoning: 20 },
  raw: { tokens: 133 },
}

/** An answer of some pieces. Stops for tool calls where there are any. */
export function reply(...content: Piece[]): Reply {
  const calls = content.some(({ type }) => type === 'tool-call')
  const unified = calls ? 'tool-calls' : 'stop'
  return { content, finishReason: { unified, raw: unified }, usage: USAGE, warnings: [] }
}

/** A text. */
export function text(words: string): Piece {
  return { type: 'text', text: words }
}

/** Reasoning with a signature. */
export function thought(words: string): Piece {
  return { type: 'reasoning', text: words, providerMetadata: { anthropic: { signature: `signed ${words}` } } }
}

/** A call of a tool. */
export function call(id: string, toolName: string, input: object = {}): Piece {
  return { type: 'tool-call', toolCallId: id, toolName, input: JSON.stringify(input) }
}

/** A call of the retrieve tool. */
export function retrieveCall(id: string, key: string): Piece {
  return call(id, 'headroom_retrieve', { key })
}

/** An answer as a stream: blocks in deltas of a few characters, ids counted from zero as some providers do. */
export function streamed({ content, finishReason, usage }: Reply): StreamedReply {
  const parts = content.flatMap((piece, index) => partsOf(piece, String(index)))
  return {
    stream: convertArrayToReadableStream<StreamedPart>([
      { type: 'stream-start', warnings: [] },
      { type: 'response-metadata', id: 'response', modelId: 'mock' },
      ...parts,
      { type: 'finish', finishReason, usage },
    ]),
  }
}

function partsOf(piece: Piece, id: string): StreamedPart[] {
  if (piece.type === 'text' || piece.type === 'reasoning') {
    const { type, text: words, providerMetadata } = piece
    const deltas = words.match(/.{1,4}/gsu) ?? []
    return [
      { type: `${type}-start`, id },
      ...deltas.map((delta): StreamedPart => ({ type: `${type}-delta`, id, delta })),
      { type: `${type}-end`, id, ...(providerMetadata === undefined ? {} : { providerMetadata }) },
    ]
  }
  if (piece.type !== 'tool-call') return [piece as StreamedPart]
  return [
    { type: 'tool-input-start', id: piece.toolCallId, toolName: piece.toolName },
    { type: 'tool-input-delta', id: piece.toolCallId, delta: piece.input },
    { type: 'tool-input-end', id: piece.toolCallId },
    piece,
  ]
}

/** An answer that ends a script. */
export const DONE_REPLY: Reply = reply(text('Done.'))
