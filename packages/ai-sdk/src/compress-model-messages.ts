import { compress, type Dialect, InvalidOptionError, type PlanOptions } from '@headroom/core'
import { aiSdk } from './dialect/index.ts'
import type { Message } from './types/call-options.ts'

/**
 * Shortens the tool results in a list of model messages, for `prepareStep` and for lists that are kept. What a result becomes does not
 * depend on what follows it, so each step begins with the one before; what was shortened already stays as it is.
 *
 * @param messages `ModelMessage`s of ai 6 or ai 7. Never changed.
 * @param options With a `store`, views are allowed: spread `headroomTools({ store })` into the tools. Without one, forms are lossless.
 * @returns The very list where nothing was shortened, else a copy along the changed paths.
 * @throws InvalidOptionError; the signal's reason. Content never throws.
 */
export async function compressModelMessages<M extends readonly Message[]>(
  messages: M,
  options: PlanOptions = {},
): Promise<M> {
  if (!Array.isArray(messages)) throw new InvalidOptionError('messages', `must be a list, got ${typeof messages}`)
  const { request } = await compress({ prompt: messages }, { ...options, dialect: aiSdk as Dialect })
  return request.prompt
}
