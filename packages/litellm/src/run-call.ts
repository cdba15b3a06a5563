import { dialectOf, openaiChat } from '@headroom/core'
import { isStream, streamLike } from './chunks.ts'
import { RejectedRequest, replyOfRejection } from './rejected-request.ts'
import type { CallData, LiteLLMCallback } from './types/callback.ts'

/** A call and its callbacks. */
export interface Call {
  /** In the order in which they are called. */
  readonly callbacks: readonly LiteLLMCallback[]
  /** Who calls, as callbacks are told. */
  readonly userApiKeyDict: unknown
  /** The cache that callbacks are given. */
  readonly cache: unknown
  /** Of the caller. */
  readonly signal: AbortSignal | undefined
  /** Asks the provider. */
  readonly completion: (data: CallData) => PromiseLike<unknown>
}

/**
 * Makes a call with its callbacks, in LiteLLM's order: pre-call hooks one after the other; the provider, beside moderation; what is
 * logged; post-call hooks one after the other. A hook that throws rejects the call, as LiteLLM has it; what events throw is passed over.
 */
export async function runCall(call: Call, given: CallData): Promise<unknown> {
  const run: Run = { ...call, startTime: new Date(), data: given, asked: undefined, failures: new WeakSet() }
  try {
    const reply = await through(run, 0, given)
    if (!isStream(reply)) return await succeeded(run, reply)
    return streamLike(isStream(run.asked) ? run.asked : reply, shown(run, logged(run, reply)))
  } catch (error) {
    const thrown = await failed(run, error)
    if (thrown instanceof RejectedRequest) return replyOfRejection(thrown, given)
    throw thrown
  }
}

/** A call under way. */
interface Run extends Call {
  readonly startTime: Date
  /** What was sent first: the parameters after all pre-call hooks. */
  data: CallData
  /** What the provider gave first. */
  asked: unknown
  /** What the provider threw. */
  readonly failures: WeakSet<object>
}

const CALL_TYPE = 'completion'

async function through(run: Run, index: number, data: CallData): Promise<unknown> {
  const callback = run.callbacks[index]
  if (callback === undefined) return ask(run, data)
  const next = (changed: CallData): Promise<unknown> => through(run, index + 1, changed)
  if (callback.aroundCall !== undefined)
    return callback.aroundCall(data, { callType: CALL_TYPE, signal: run.signal, next })
  return next(allowed(await callback.asyncPreCallHook?.(run.userApiKeyDict, run.cache, data, CALL_TYPE), data))
}

function allowed(answer: CallData | string | Error | null | undefined | void, data: CallData): CallData {
  if (answer instanceof Error) throw answer
  if (typeof answer === 'string') throw new RejectedRequest(answer)
  return answer ?? data
}

async function ask(run: Run, data: CallData): Promise<unknown> {
  if (run.asked === undefined) run.data = data
  const kwargs = kwargsOf(data)
  log(run, 'PreApiCall', kwargs.model, kwargs.messages, kwargs)
  const moderated = run.callbacks.map(async (callback) =>
    callback.asyncModerationHook?.(data, run.userApiKeyDict, CALL_TYPE),
  )
  const [reply] = await Promise.all([answered(run, data), ...moderated])
  run.asked ??= reply
  log(run, 'PostApiCall', kwargs, reply, run.startTime, new Date())
  return reply
}

async function answered(run: Run, data: CallData): Promise<unknown> {
  try {
    return await run.completion(data)
  } catch (error) {
    throw ofProvider(run, error)
  }
}

function ofProvider({ failures }: Run, error: unknown): unknown {
  if (typeof error === 'object' && error !== null) failures.add(error)
  return error
}

async function succeeded(run: Run, reply: unknown): Promise<unknown> {
  logEnd(run, 'SuccessEvent', reply)
  let shownReply = reply
  for (const callback of run.callbacks)
    shownReply = (await callback.asyncPostCallSuccessHook?.(run.data, run.userApiKeyDict, shownReply)) ?? shownReply
  return shownReply
}

async function* logged(run: Run, chunks: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  const reader = (dialectOf(run.data) ?? openaiChat).readStream()
  try {
    for await (const chunk of chunks) {
      reader.push(chunk)
      logEnd(run, 'StreamEvent', chunk)
      yield chunk
    }
  } catch (error) {
    throw ofProvider(run, error)
  }
  logEnd(run, 'SuccessEvent', reader.reply())
}

async function* shown(run: Run, chunks: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  const { callbacks, userApiKeyDict, data } = run
  try {
    let stream = chunks
    for (const callback of callbacks)
      stream = callback.asyncPostCallStreamingIteratorHook?.(userApiKeyDict, stream, data) ?? stream
    let text = ''
    for await (const chunk of stream) {
      text += textOf(chunk)
      for (const callback of callbacks) await callback.asyncPostCallStreamingHook?.(userApiKeyDict, text)
      yield chunk
    }
  } catch (error) {
    throw await failed(run, error)
  }
}

function textOf(chunk: unknown): string {
  const content: unknown = Object(chunk).choices?.[0]?.delta?.content
  return typeof content === 'string' ? content : ''
}

/** Tells of a failure. Gives what is to be thrown. */
async function failed(run: Run, error: unknown): Promise<unknown> {
  const isObject = typeof error === 'object' && error !== null
  if (isObject && run.failures.has(error)) logEnd(run, 'FailureEvent', error)
  let thrown = error
  for (const callback of run.callbacks) {
    try {
      const told = isObject && 'stack' in error ? String(error.stack) : undefined
      const other = await callback.asyncPostCallFailureHook?.(run.data, error, run.userApiKeyDict, told)
      if (other instanceof Error) thrown = other
    } catch {
      // The call has failed already: what came first is told.
    }
  }
  return thrown
}

type EventName = 'PreApiCall' | 'PostApiCall' | 'StreamEvent' | 'SuccessEvent' | 'FailureEvent'

function logEnd(run: Run, event: EventName, response: unknown): void {
  log(run, event, kwargsOf(run.data), response, run.startTime, new Date())
}

function kwargsOf(data: CallData): CallData {
  const { apiKey: _, ...kwargs } = Object(data) as CallData
  return kwargs
}

/** Events observe: what they throw or reject with is passed over. */
function log({ callbacks }: Run, event: EventName, ...told: readonly unknown[]): void {
  for (const callback of callbacks as readonly Listeners[]) {
    const tell = async (): Promise<unknown> =>
      (callback[`asyncLog${event}`] ?? callback[`log${event}`])?.apply(callback, [...told])
    tell().catch(() => {})
  }
}

type Listeners = Readonly<Record<string, ((...told: unknown[]) => unknown) | undefined>>
