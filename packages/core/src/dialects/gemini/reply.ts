import type { Edit } from '../../types/edit.ts'
import type { StopReason } from '../../types/stop-reason.ts'
import type { ToolCall, ToolResult } from '../../types/tool.ts'
import type { Usage } from '../../types/usage.ts'
import { usageOf } from '../usage-of.ts'
import type { WireObject } from '../wire-value.ts'
import { countOf, listOf, objectOf, stringOf } from '../wire-value.ts'
import { bodyOf, type GeminiRequest } from './body-of.ts'
import { toolOf } from './call-queue.ts'
import type { GeminiReply } from './gemini-reply.ts'
import { wholeOf } from './whole-of.ts'

/**
 * The function calls of the first candidate, arguments as JSON text. What the provider runs itself is no call of the client's.
 *
 * The API need not give ids. A call without one is named by its position among the calls: `call 0`.
 */
export function* toolCalls(reply: GeminiReply): Generator<ToolCall> {
  for (const { call } of numberedCalls(reply)) yield call
}

/**
 * Edits that append the model's content as it came, every signature on its part, and then one user content with a response for each
 * result, in the order of the calls. A response carries an id where its call did; the text is its `output`, or its `error`.
 *
 * @returns None where the reply holds no content.
 */
export function continueWith(
  request: GeminiRequest,
  reply: GeminiReply,
  results: readonly ToolResult[],
): readonly Edit[] {
  const body = bodyOf(request)
  const content = contentOf(reply)
  if (body === undefined || content === undefined || listOf(content['parts']).length === 0) return []
  const parts = responseParts([...numberedCalls(reply)], results)
  const turn = stringOf(content['role']) === '' ? { ...content, role: 'model' } : content
  const added = parts.length === 0 ? [turn] : [turn, { role: 'user', parts }]
  const path = [...body.path, 'contents']
  const contents = body.members['contents']
  if (!Array.isArray(contents)) return [{ op: 'replace', path, value: [contents, ...added] }]
  return added.map((value) => ({ op: 'add', path: [...path, '-'], value }))
}

/**
 * What a call used. `promptTokenCount` includes what was read from a cache, here it is taken apart; what the provider's own tools put
 * into the prompt is input too, and thoughts are output. Counts that are zero are absent on the wire.
 *
 * @returns Undefined where the reply tells no prompt, as `countTokens` and refused prompts.
 */
export function usage(reply: GeminiReply): Usage | undefined {
  const reported = objectOf(wholeOf(reply).reply?.['usageMetadata'])
  const prompt = countOf(reported?.['promptTokenCount'])
  if (reported === undefined || prompt === undefined) return undefined
  const cached = countOf(reported['cachedContentTokenCount'])
  const cacheRead = cached === undefined ? undefined : Math.min(cached, prompt)
  const reasoning = countOf(reported['thoughtsTokenCount'])
  return usageOf({
    input: prompt - (cacheRead ?? 0) + (countOf(reported['toolUsePromptTokenCount']) ?? 0),
    cacheRead,
    cacheWrite: undefined,
    output: (countOf(reported['candidatesTokenCount']) ?? 0) + (reasoning ?? 0),
    reasoning,
  })
}

/**
 * Why the first candidate ended. `STOP` is both the end and a call of functions. Reasons that are unknown so far are `failed`: there
 * is no other way to end well.
 *
 * @returns Undefined for what is no reply, and one that has not ended.
 */
export function stopReason(reply: GeminiReply): StopReason | undefined {
  const { reply: whole } = wholeOf(reply)
  const finish = objectOf(listOf(whole?.['candidates'])[0])?.['finishReason']
  if (objectOf(whole?.['error']) !== undefined) return 'failed'
  if (finish === undefined || finish === null) {
    return objectOf(whole?.['promptFeedback'])?.['blockReason'] === undefined ? undefined : 'refused'
  }
  const reason = STOP_REASONS.has(finish) ? STOP_REASONS.get(finish) : 'failed'
  return reason === 'end' && !numberedCalls(reply).next().done ? 'calls' : reason
}

const FILTERS =
  'SAFETY RECITATION LANGUAGE BLOCKLIST PROHIBITED_CONTENT SPII MODEL_ARMOR IMAGE_SAFETY IMAGE_PROHIBITED_CONTENT IMAGE_RECITATION'

/**
 * By name, and by number where the request asks for numbers (`$alt=json;enum-encoding=int`).
 * Source: `FinishReason` of https://ai.google.dev/api/generate-content and of Vertex AI's v1; they differ in numbers from 10 on.
 */
const STOP_REASONS: ReadonlyMap<unknown, StopReason | undefined> = new Map<unknown, StopReason | undefined>([
  ['FINISH_REASON_UNSPECIFIED', undefined],
  [0, undefined],
  ['STOP', 'end'],
  [1, 'end'],
  ['MAX_TOKENS', 'length'],
  [2, 'length'],
  ...FILTERS.split(' ').map((reason) => [reason, 'refused'] as const),
  ...[3, 4, 6, 7, 8].map((reason) => [reason, 'refused'] as const),
])

/** A call, and whether its id is ours because it came without one. */
interface NumberedCall {
  readonly call: ToolCall
  readonly isNumbered: boolean
}

function* numberedCalls(reply: GeminiReply): Generator<NumberedCall> {
  let position = 0
  for (const part of listOf(contentOf(reply)?.['parts']).map(objectOf)) {
    const called = objectOf(part?.['functionCall'])
    if (called === undefined || stringOf(called['name']) === '') continue
    const id = stringOf(called['id'])
    yield { call: { id: id === '' ? `call ${position}` : id, ...toolOf(called) }, isNumbered: id === '' }
    position += 1
  }
}

function contentOf(reply: GeminiReply): WireObject | undefined {
  return objectOf(objectOf(listOf(wholeOf(reply).reply?.['candidates'])[0])?.['content'])
}

function responseParts(calls: readonly NumberedCall[], results: readonly ToolResult[]): readonly WireObject[] {
  const positions = new Map(calls.map(({ call }, position) => [call.id, position]))
  const numbered = new Set(calls.filter(({ isNumbered }) => isNumbered).map(({ call }) => call.id))
  const positionOf = ({ id }: ToolResult): number => positions.get(id) ?? calls.length
  return results
    .toSorted((left, right) => positionOf(left) - positionOf(right))
    .map(({ id, name, text, isError }) => {
      const answer = { name, response: isError === true ? { error: text } : { output: text } }
      return { functionResponse: id === '' || numbered.has(id) ? answer : { id, ...answer } }
    })
}
