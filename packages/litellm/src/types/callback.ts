import type { Awaitable } from '@headroom/core'

/** A call of a completion as callbacks see it: its parameters, by LiteLLM's names. */
export interface CallData {
  /** Name of the model, with the provider's prefix where LiteLLM wants one. */
  readonly model: string
  /** What was said, oldest first. */
  readonly messages: readonly unknown[]
  /** Every other parameter. */
  readonly [parameter: string]: unknown
}

/** What an event tells: the call without its `apiKey`, the reply, the chunk or the error, and when it began and ended. */
export type LogEvent = (kwargs: CallData, response: unknown, startTime: Date, endTime: Date) => Awaitable<void>

/** What is told before the provider is asked. */
export type LogBefore = (model: string, messages: readonly unknown[], kwargs: CallData) => Awaitable<void>

/** The rest of a call, for callbacks that go around it. */
export interface RestOfCall {
  /** Of LiteLLM's list: `completion`. */
  readonly callType: string
  /** Of the caller, where the parameters or what is given beside them hold one. */
  readonly signal: AbortSignal | undefined
  /** Goes on with the callbacks that follow and asks the provider. May be called again, with the request of another round. */
  next(data: CallData): Promise<unknown>
}

/**
 * A callback: LiteLLM's `CustomLogger`, its names in camelCase, its arguments in its order.
 * https://docs.litellm.ai/docs/proxy/call_hooks, https://docs.litellm.ai/docs/observability/custom_callback
 *
 * Of an event's two names the one with `async` is called where both are there.
 */
export interface LiteLLMCallback {
  /**
   * Before the call. Gives other parameters, or nothing for the same. A text is the model's answer in its place; an error, given or
   * thrown, rejects the call.
   */
  asyncPreCallHook?(
    userApiKeyDict: unknown,
    cache: unknown,
    data: CallData,
    callType: string,
  ): Awaitable<CallData | string | Error | null | undefined | void>
  /** While the provider works. What it throws rejects the call. */
  asyncModerationHook?(data: CallData, userApiKeyDict: unknown, callType: string): Awaitable<unknown>
  /** After a whole reply. Gives another, or nothing for the same. What it throws rejects the call. */
  asyncPostCallSuccessHook?(data: CallData, userApiKeyDict: unknown, response: unknown): Awaitable<unknown>
  /** After a failure or a rejection. An error that it gives is thrown in place of the one that came. */
  asyncPostCallFailureHook?(
    requestData: CallData,
    originalException: unknown,
    userApiKeyDict: unknown,
    tracebackStr?: string,
  ): Awaitable<unknown>
  /** In a stream, with the text so far. What it throws ends the stream. */
  asyncPostCallStreamingHook?(userApiKeyDict: unknown, response: string): Awaitable<unknown>
  /** Around a stream. */
  asyncPostCallStreamingIteratorHook?(
    userApiKeyDict: unknown,
    response: AsyncIterable<unknown>,
    requestData: CallData,
  ): AsyncIterable<unknown>
  /** Before each request to the provider. */
  asyncLogPreApiCall?: LogBefore
  /** The same. */
  logPreApiCall?: LogBefore
  /** After each reply of the provider. */
  logPostApiCall?: LogEvent
  /** For each chunk of a stream. */
  asyncLogStreamEvent?: LogEvent
  /** The same. */
  logStreamEvent?: LogEvent
  /** After a call; for streams with the whole reply, put together. */
  asyncLogSuccessEvent?: LogEvent
  /** The same. */
  logSuccessEvent?: LogEvent
  /** After a failure of the provider, not after a rejection by a callback. */
  asyncLogFailureEvent?: LogEvent
  /** The same. */
  logFailureEvent?: LogEvent
  /**
   * Not LiteLLM's: goes around a call, where `withCallbacks` is the host, in place of `asyncPreCallHook`. It may ask again, and so
   * answer calls of the model that the caller does not see.
   *
   * @returns What `next` gave, or another of its kind: a reply, or the stream of one.
   */
  aroundCall?(data: CallData, rest: RestOfCall): Promise<unknown>
}
