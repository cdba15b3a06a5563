import { InvalidOptionError } from './errors.ts'
import type { EventListener } from './events.ts'
import { guardedStore } from './memory/guarded-store.ts'
import { type Policy, policies } from './policy.ts'
import { readToolRules, type ToolRule } from './tool-rules.ts'
import { countSteps } from './tokens/count-in-turns.ts'
import { defaultTokenizer } from './tokens/default-tokenizer.ts'
import type { Compressor } from './types/compressor.ts'
import type { PlanOptions } from './types/options.ts'
import type { Store } from './types/store.ts'
import type { Tokenizer } from './types/tokenizer.ts'

/** `PlanOptions` with every default filled in. */
export interface ResolvedOptions {
  readonly enabled: boolean
  readonly policy: Policy
  readonly toolRule: ToolRule
  /** Undefined: as the request allows. */
  readonly repeats: boolean | undefined
  readonly store: Store | undefined
  /** Whether something can answer the retrieve tool: without that every policy behaves as `lossless`. */
  readonly canRetrieve: boolean
  readonly tokenizer: Tokenizer
  readonly compressors: readonly Compressor[]
  readonly scope: string
  readonly onEvent: EventListener | undefined
  readonly signal: AbortSignal | undefined
}

const KNOWN: ReadonlySet<string> = new Set([
  'enabled',
  'policy',
  'tools',
  'repeats',
  'store',
  'tokenizer',
  'compressors',
  'model',
  'scope',
  'onEvent',
  'signal',
])

/**
 * Checks options and fills in defaults. The tokenizer is loaded here, so that all that follows can count at once.
 *
 * @param requestModel The request's own `model`, where it names one.
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export async function resolveOptions(options: PlanOptions, requestModel?: unknown): Promise<ResolvedOptions> {
  assertOptions(options)
  const model = options.model ?? (typeof requestModel === 'string' ? requestModel : undefined)
  return {
    enabled: options.enabled ?? true,
    policy: options.policy ?? (options.store === undefined ? 'lossless' : 'balanced'),
    toolRule: readToolRules(options.tools ?? {}),
    repeats: options.repeats,
    store: options.store === undefined ? undefined : guardedStore(options.store),
    canRetrieve: options.store !== undefined,
    tokenizer: options.tokenizer === undefined ? await defaultTokenizer(model) : checked(options.tokenizer),
    compressors: options.compressors ?? (await import('./compressors/default.ts')).defaultCompressors,
    scope: options.scope ?? '',
    onEvent: options.onEvent,
    signal: options.signal,
  }
}

/**
 * Checks options without using them, for hosts that take them long before the first request.
 *
 * @param own Names of further options that the caller takes and has checked itself.
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function assertOptions(options: PlanOptions, own: readonly string[] = []): void {
  if (typeof options !== 'object' || options === null)
    throw new InvalidOptionError('options', `must be an object, got ${show(options)}`)
  for (const name of Object.keys(options)) {
    if (!KNOWN.has(name) && !own.includes(name)) {
      throw new InvalidOptionError(name, `is no option; known are ${[...own, ...KNOWN].join(', ')}`)
    }
  }
  const { enabled, policy, tools, repeats, store, tokenizer, compressors, model, scope, onEvent, signal } = options
  need(enabled === undefined || typeof enabled === 'boolean', 'enabled', 'must be true or false', enabled)
  need(
    policy === undefined || typeof policy === 'function' || Object.hasOwn(policies, policy),
    'policy',
    `must be one of ${Object.keys(policies).join(', ')} or a function`,
    policy,
  )
  if (tools !== undefined) readToolRules(tools)
  need(repeats === undefined || typeof repeats === 'boolean', 'repeats', 'must be true or false', repeats)
  need(
    store === undefined || (isFunction(store, 'get') && isFunction(store, 'set')),
    'store',
    'must be an object with `get` and `set`',
    store,
  )
  need(
    tokenizer === undefined || isFunction(tokenizer, 'count'),
    'tokenizer',
    'must be an object with `count`',
    tokenizer,
  )
  need(
    compressors === undefined || (Array.isArray(compressors) && compressors.every(isCompressor)),
    'compressors',
    'must be a list of compressors as made by `defineCompressor()`',
    compressors,
  )
  need(model === undefined || typeof model === 'string', 'model', 'must be the name of a model', model)
  need(scope === undefined || typeof scope === 'string', 'scope', 'must be a string', scope)
  need(onEvent === undefined || typeof onEvent === 'function', 'onEvent', 'must be a function', onEvent)
  need(signal === undefined || isFunction(signal, 'throwIfAborted'), 'signal', 'must be an AbortSignal', signal)
}

// A count that is no number would pass every comparison in silence.
function checked(tokenizer: Tokenizer): Tokenizer {
  return {
    count: (text) => checkedCount(tokenizer.count(text), 'count'),
    *countSteps(text) {
      return checkedCount(yield* countSteps(text, { tokenizer }), 'countSteps' in tokenizer ? 'countSteps' : 'count')
    },
  }
}

function checkedCount(count: unknown, by: string): number {
  if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count
  throw new InvalidOptionError('tokenizer', `must count whole numbers, 0 or more, but \`${by}\` gave ${show(count)}`)
}

function need(holds: boolean, option: string, wanted: string, given: unknown): void {
  if (!holds) throw new InvalidOptionError(option, `${wanted}, got ${show(given)}`)
}

function isFunction(value: unknown, member: string): boolean {
  return typeof value === 'object' && value !== null && typeof (value as Record<string, unknown>)[member] === 'function'
}

function isCompressor(value: unknown): boolean {
  return isFunction(value, 'detect') && isFunction(value, 'open')
}

function show(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object'
  return String(value)
}
