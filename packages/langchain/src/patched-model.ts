import type { TurnOptions } from '@headroom/core'
import { assertVersion } from './assert-version.ts'
import { withMembers } from './dialect/with-members.ts'
import { modelTurns } from './model-turns.ts'
import type { ChatModel } from './types/chat-model.ts'

/**
 * The same runnable with turns in place of each call of a chat model: a copy of the model, or of the bindings, retries, fallbacks and
 * sequences that it stands in. The very runnable where there is none to do.
 */
export type Patch = <R>(runnable: R) => R

/** Starts a way of patching, for chat models that share options and for all that they make of themselves. */
export function createPatch(options: TurnOptions): Patch {
  const done = new WeakSet<object>()

  function patch<R>(runnable: R): R {
    if (typeof runnable !== 'object' || runnable === null || done.has(runnable)) return runnable
    if (isChatModel(runnable)) return patchedModel(runnable)
    return 'lc_runnable' in runnable ? withPatchedParts(runnable) : runnable
  }

  function patchedModel<M extends ChatModel>(model: M): M {
    assertVersion(model)
    const copy: M = Object.create(Object.getPrototypeOf(model), Object.getOwnPropertyDescriptors(model))
    done.add(copy)
    patchedModels.add(copy)
    const own: Record<string, Method> = {}
    // The model as it is, but for settings that are changed on the copy later.
    const inner: M = Object.create(copy)
    for (const name of MAKING) {
      const make = model[name] as Method | undefined
      if (make !== undefined) own[name] = (...given) => patch(Reflect.apply(make, copy, given))
    }
    Object.assign(own, model['_getModelInstance'] === undefined ? asking(model, inner) : choosing(inner))
    for (const [name, value] of Object.entries(own)) {
      define(inner, name, Reflect.get(model, name))
      define(copy, name, value)
    }
    return copy
  }

  function asking(model: ChatModel, inner: ChatModel): Partial<Record<string, Method>> {
    const { generate, chunks, events } = modelTurns(inner, options)
    const streams = !isOfBase(model, '_streamResponseChunks')
    return {
      _generate: generate as Method,
      // A model that does not stream is known by the method that it inherits.
      ...(streams ? { _streamResponseChunks: chunks as Method } : {}),
      ...(streams || !isOfBase(model, '_streamChatModelEvents') ? { _streamChatModelEvents: events as Method } : {}),
    }
  }

  /** Of a model that hands each call to another one. */
  function choosing(inner: ChatModel): Partial<Record<string, Method>> {
    return { _getModelInstance: async (config) => patch(await inner['_getModelInstance']?.(config)) }
  }

  function withPatchedParts<R extends object>(runnable: R): R {
    const parts = Object.entries(runnable).flatMap(([name, part]) => {
      const other = PARTS.has(name) ? patchedPart(part) : part
      return other === part ? [] : [[name, other] as const]
    })
    return parts.length === 0 ? runnable : withMembers(runnable, Object.fromEntries(parts))
  }

  /** A part, a list of parts, or parts by their names. */
  function patchedPart(part: unknown): unknown {
    if (typeof part !== 'object' || part === null) return part
    if ('lc_runnable' in part) return patch(part)
    const others = Object.entries(part).map(([name, one]) => [name, patch(one)] as const)
    if (others.every(([name, other]) => other === Reflect.get(part, name))) return part
    return Array.isArray(part) ? others.map(([, other]) => other) : Object.fromEntries(others)
  }

  return patch
}

/** Whether a value is a chat model with turns, whatever its options are. */
export function isPatched(value: unknown): boolean {
  return typeof value === 'object' && value !== null && patchedModels.has(value)
}

const patchedModels = new WeakSet<object>()

type Method = (...given: readonly unknown[]) => unknown

/** Methods by which a chat model makes something of itself. */
const MAKING = ['bindTools', 'withConfig', 'withStructuredOutput'] as const

/** Where runnables of `@langchain/core` hold those that they are made of. */
const PARTS: ReadonlySet<string> = new Set(['bound', 'first', 'middle', 'last', 'steps', 'runnable', 'fallbacks'])

function isChatModel(value: object): value is ChatModel {
  const { _modelType }: { readonly _modelType?: unknown } = value
  return typeof _modelType === 'function' && _modelType.call(value) === 'base_chat_model'
}

/** Whether a method is the one of `BaseChatModel`, which is the last to have it. */
function isOfBase(model: object, name: string): boolean {
  let base: unknown
  for (let prototype = model; prototype !== null; prototype = Object.getPrototypeOf(prototype))
    base = Object.getOwnPropertyDescriptor(prototype, name)?.value ?? base
  return Reflect.get(model, name) === base
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false })
}
