import type { MockLanguageModelV4 } from 'ai/test'

/** One answer of a model that is scripted in the AI SDK's own words. */
export type MockReply = Awaited<ReturnType<MockLanguageModelV4['doGenerate']>>
/** One piece of it. */
export type MockPiece = MockReply['content'][number]

const USAGE: MockReply['usage'] = {
  inputTokens: { total: 5, noCache: 5, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
}

/** An answer. Stops for tool calls where there are any. */
export function replyOf(...content: MockPiece[]): MockReply {
  const unified = content.some(({ type }) => type === 'tool-call') ? 'tool-calls' : 'stop'
  return { content, finishReason: { unified, raw: unified }, usage: USAGE, warnings: [] }
}

/** A call of a tool. */
export function call(
  toolCallId: string,
  toolName: string,
  input: object,
): Extract<MockPiece, { readonly type: 'tool-call' }> {
  return { type: 'tool-call', toolCallId, toolName, input: JSON.stringify(input) }
}
