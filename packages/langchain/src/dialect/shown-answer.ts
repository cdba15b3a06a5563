import { type IsHidden, sumOfUsage } from '@headroom/core'
import type { Answer, ChatResult } from '../types/reply.ts'
import type { Block, Message } from '../types/request.ts'
import { createCallFilter } from './call-filter.ts'
import { endedByItself, isHiddenCall, waitsForClient, withoutCalls, withoutRawCalls } from './hidden-call.ts'
import { withMembers } from './with-members.ts'

/**
 * The answers of all rounds as the one that the client gets: what was said in each, without hidden calls, usage summed, the first one's
 * id, the rest as in the last.
 */
export function shownAnswer(answers: readonly [Answer, ...Answer[]], isHidden: IsHidden): Answer {
  const last = answers.at(-1) ?? answers[0]
  const message = shownMessage(
    answers.map((answer) => answer.message),
    isHidden,
  )
  const shown = withMembers(last, { message, text: answers.map(({ text = '' }) => text).join('') })
  if (last.result === undefined) return shown
  const waits = waitsForClient(message)
  const { generationInfo, result: _, ...generation } = shown
  const told = generationInfo === undefined || waits ? {} : { generationInfo: endedByItself(generationInfo) }
  const generations = [withMembers(generation, { ...(generationInfo && { generationInfo }), ...told })]
  return withMembers(shown, { ...told, result: resultOf(answers, last.result, generations) })
}

function shownMessage(messages: readonly Message[], isHidden: IsHidden): Message {
  const [first, last = first] = [messages[0], messages.at(-1)]
  if (first === undefined || last === undefined) throw new TypeError('A turn has at least one answer.')
  const hiddenIds = new Set(
    messages.flatMap(callsOf).flatMap((call) => (isHiddenCall(call, isHidden) ? [call.id] : [])),
  )
  const listed = (
    name: 'tool_calls' | 'invalid_tool_calls' | 'tool_call_chunks',
  ): Readonly<Record<string, unknown>> => {
    const list = (last as Message & { readonly tool_call_chunks?: unknown })[name]
    return Array.isArray(list) ? { [name]: withoutCalls(list, isHidden) } : {}
  }
  const calls = { ...listed('tool_call_chunks'), ...listed('tool_calls'), ...listed('invalid_tool_calls') }
  const ended = waitsForClient({ ...last, ...calls }) ? identity : endedByItself
  const content = messages.map(({ content: said }) => (typeof said === 'string' ? said : ownBlocks(said, isHidden)))
  return withMembers(last, {
    ...calls,
    content: content.reduce(joined),
    id: first.id,
    usage_metadata: sumOfUsage(messages.map(({ usage_metadata }) => usage_metadata)),
    additional_kwargs: ended(withoutRawCalls(last.additional_kwargs ?? {}, isHidden, hiddenIds)),
    response_metadata: ended(withoutRawCalls(metadataOf(messages, last), isHidden, hiddenIds)),
  })
}

// In streamed messages of Anthropic the arguments stand beside a call, at the same place.
function ownBlocks(blocks: readonly Block[], isHidden: IsHidden): readonly Block[] {
  return createCallFilter(isHidden).own(blocks)
}

function identity<T>(value: T): T {
  return value
}

function callsOf({ tool_calls = [], invalid_tool_calls = [] }: Message): NonNullable<Message['tool_calls']> {
  return [...tool_calls, ...invalid_tool_calls]
}

/** Usage in the provider's words is summed, and items are those of all rounds. */
function metadataOf(messages: readonly Message[], last: Message): Readonly<Record<string, unknown>> {
  const told = messages.map(({ response_metadata = {} }) => response_metadata)
  const usage = sumOfUsage(told.map((one) => one['usage']))
  const output = told.map((one) => one['output'])
  return {
    ...last.response_metadata,
    ...(usage === undefined ? {} : { usage }),
    ...(output.every(Array.isArray) ? { output: output.flat() } : {}),
  }
}

function joined(before: Message['content'], after: Message['content']): Message['content'] {
  if (typeof before === 'string' && typeof after === 'string') return before + after
  return [...blocksOf(before), ...blocksOf(after)]
}

function blocksOf(content: Message['content']): readonly Block[] {
  if (typeof content !== 'string') return content
  return content === '' ? [] : [{ type: 'text', text: content }]
}

function resultOf(answers: readonly Answer[], last: ChatResult, generations: readonly Answer[]): ChatResult {
  if (last.llmOutput === undefined) return { ...last, generations }
  const outputs = answers.map(({ result }) => result?.llmOutput ?? {})
  const summed = USAGES.map((name) => [name, sumOfUsage(outputs.map((output) => output[name]))] as const)
  const told = summed.filter(([, usage]) => usage !== undefined)
  return { ...last, generations, llmOutput: { ...last.llmOutput, ...Object.fromEntries(told) } }
}

/** Where chat models tell the usage of a call beside its answer. */
const USAGES = ['tokenUsage', 'estimatedTokenUsage', 'usage']
