import { InvalidOptionError } from '@headroom/core'
import { HeadroomCallback } from './headroom-callback.ts'
import { type Call, runCall } from './run-call.ts'
import type { CallData, LiteLLMCallback } from './types/callback.ts'

/** A function that asks a model: `completion` of `litellm`, or one of that form. What is given beside the parameters is handed on. */
export type Completion = (params: never, ...others: never[]) => PromiseLike<unknown>

/** What `withCallbacks` takes. All optional. */
export interface CallbacksOptions {
  /** Called in this order. Default: `[new HeadroomCallback()]`. */
  readonly callbacks?: readonly LiteLLMCallback[]
  /** Who calls, for the callbacks that ask. Default: an empty object. */
  readonly userApiKeyDict?: unknown
  /** A cache, for the callbacks that ask. Default: none. */
  readonly cache?: unknown
}

/**
 * Puts LiteLLM's callbacks around a completion. Types stay as they are; where a library's function gives more than a promise
 * (OpenAI's `withResponse`), a promise is left of it.
 *
 * @throws InvalidOptionError for what is no function, for options that are none, and for callbacks that have none of LiteLLM's hooks.
 */
export function withCallbacks<C extends Completion>(completion: C, options: CallbacksOptions = {}): C {
  assertFunction(completion)
  assertOptions(options)
  const { callbacks = [new HeadroomCallback()], userApiKeyDict = {}, cache } = options
  assertCallbacks(callbacks)
  const ask = completion as unknown as (...given: readonly unknown[]) => PromiseLike<unknown>
  const called = (params: CallData, ...others: readonly unknown[]): Promise<unknown> => {
    const call: Call = {
      callbacks,
      userApiKeyDict,
      cache,
      signal: signalIn([params, ...others]),
      completion: (data) => ask(data, ...others),
    }
    return runCall(call, params)
  }
  return called as unknown as C
}

function signalIn(given: readonly unknown[]): AbortSignal | undefined {
  const signals = given.map((one): unknown => Object(one).signal)
  return signals.find((signal) => signal instanceof AbortSignal)
}

function assertFunction(completion: unknown): void {
  if (typeof completion === 'function') return
  throw new InvalidOptionError(
    'completion',
    `must be a function, such as \`completion\` of \`litellm\` 0.12, got ${completion === null ? 'null' : typeof completion}`,
  )
}

function assertOptions(options: unknown): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options) || isCallback(options))
    throw new InvalidOptionError('options', 'must be an object such as `{ callbacks: [new HeadroomCallback()] }`')
  const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name))
  if (unknown !== undefined) throw new InvalidOptionError(unknown, `is no option; known are ${OPTIONS.join(', ')}`)
}

const OPTIONS = ['callbacks', 'userApiKeyDict', 'cache']

function assertCallbacks(callbacks: unknown): void {
  if (!Array.isArray(callbacks)) throw new InvalidOptionError('callbacks', `must be a list, got ${typeof callbacks}`)
  for (const [index, callback] of callbacks.entries()) {
    if (isCallback(callback)) continue
    const hint = typeof callback === 'function' ? ', an instance and not its class' : ''
    throw new InvalidOptionError(
      `callbacks[${index}]`,
      `must be an object with some of LiteLLM's hooks in camelCase${hint}: ${HOOKS.join(', ')}`,
    )
  }
}

function isCallback(given: unknown): boolean {
  const isObject = typeof given === 'object' && given !== null
  return isObject && HOOKS.some((name) => typeof (given as Record<string, unknown>)[name] === 'function')
}

const HOOKS = [
  'asyncPreCallHook',
  'asyncModerationHook',
  'asyncPostCallSuccessHook',
  'asyncPostCallFailureHook',
  'asyncPostCallStreamingHook',
  'asyncPostCallStreamingIteratorHook',
  ...['PreApiCall', 'StreamEvent', 'SuccessEvent', 'FailureEvent'].flatMap((event) => [
    `asyncLog${event}`,
    `log${event}`,
  ]),
  'logPostApiCall',
  'aroundCall',
]
