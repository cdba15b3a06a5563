import { ToolMessage } from '@langchain/core/messages'
import { type Edit, RETRIEVE_TOOL_NAME, type ToolCall, type ToolResult, type Usage } from '@headroom/core'
import type { LangChainRequest, Message, MessageCall } from '../types/request.ts'
import { jsonOf } from './json-of.ts'
import { withMembers } from './with-members.ts'

/** The calls of an answer that the client has to run, in order; those whose arguments are no JSON come last. */
export function* toolCalls({ tool_calls = [], invalid_tool_calls = [] }: Message): Generator<ToolCall> {
  for (const { id = '', name = '', args } of [...tool_calls, ...invalid_tool_calls])
    yield { id, name, input: typeof args === 'string' ? args : jsonOf(args) }
}

/** Edits that append an answer and the results of its calls. */
export function continueWith(
  _request: LangChainRequest,
  reply: Message,
  results: readonly ToolResult[],
): readonly Edit[] {
  return [withReadCalls(reply), ...results.map(resultMessage)].map((value) => ({
    op: 'add',
    path: ['messages', '-'],
    value,
  }))
}

/** An answer in which retrieve calls are calls whatever their arguments are: LangChain sends no others back, and they are answered. */
function withReadCalls(reply: Message): Message {
  const { tool_calls = [], invalid_tool_calls = [] } = reply
  const isRetrieve = ({ name }: MessageCall): boolean => name === RETRIEVE_TOOL_NAME
  const own = invalid_tool_calls.filter(isRetrieve)
  if (own.length === 0) return reply
  return withMembers(reply, {
    tool_calls: [...tool_calls, ...own.map(({ id, name }) => ({ id, name, args: {}, type: 'tool_call' }))],
    invalid_tool_calls: invalid_tool_calls.filter((call) => !isRetrieve(call)),
  })
}

/** What the provider says the call used. */
export function usage({ usage_metadata }: Message): Usage | undefined {
  const told: Partial<UsageMetadata> = Object(usage_metadata)
  const { input_tokens: total, output_tokens: output, input_token_details: read, output_token_details: written } = told
  if (total === undefined || output === undefined) return undefined
  const { cache_read: cacheRead, cache_creation: cacheWrite } = read ?? {}
  const reasoning = written?.reasoning
  return {
    input: total - (cacheRead ?? 0) - (cacheWrite ?? 0),
    output,
    ...(cacheRead === undefined ? {} : { cacheRead }),
    ...(cacheWrite === undefined ? {} : { cacheWrite }),
    ...(reasoning === undefined ? {} : { reasoning }),
  }
}

/** Tokens as LangChain tells them: totals, and shares of them. */
interface UsageMetadata {
  readonly input_tokens: number
  readonly output_tokens: number
  readonly input_token_details?: { readonly cache_read?: number; readonly cache_creation?: number }
  readonly output_token_details?: { readonly reasoning?: number }
}

/** An answer to a call, as the message that LangChain's own loop would make of it. */
function resultMessage({ id, name, text, isError }: ToolResult): ToolMessage {
  return new ToolMessage({ content: text, tool_call_id: id, name, status: isError === true ? 'error' : 'success' })
}
