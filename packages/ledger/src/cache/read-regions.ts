import { dialectNameOf } from './dialect-name.ts'
import { anthropicRegions } from './regions/anthropic-regions.ts'
import { bedrockRegions } from './regions/bedrock-regions.ts'
import { geminiRegions } from './regions/gemini-regions.ts'
import { openaiChatRegions } from './regions/openai-chat-regions.ts'
import { openaiResponsesRegions } from './regions/openai-responses-regions.ts'
import type { DialectName, WireRegion, WireRegions } from './wire-region.ts'
import type { WireObject } from './wire-value.ts'
import { objectOf, stringOf } from './wire-value.ts'

const READERS: Readonly<Record<DialectName, (request: WireObject) => readonly WireRegion[]>> = {
  'anthropic-messages': anthropicRegions,
  'openai-chat': openaiChatRegions,
  'openai-responses': openaiResponsesRegions,
  gemini: geminiRegions,
  'bedrock-converse': bedrockRegions,
}

/** What a request's body does not always tell. */
export interface Known {
  /** Name of the model, where the body has none (Gemini, Bedrock). */
  readonly model?: string
  /** The format, where it is known from the URL. Default: by the shape of the request. */
  readonly dialect?: DialectName
}

/**
 * The regions of a request in the order in which its provider renders them.
 *
 * @param known What the body does not tell: the name of the model (Gemini, Bedrock), the format.
 * @returns Undefined where the format is not known. Throws what the request's own getters throw, and for a format that there is not.
 */
export function readRegions(request: unknown, { model, dialect: given }: Known = {}): WireRegions | undefined {
  const dialect = dialectNameOf(request, given)
  const members = objectOf(request)
  if (dialect === undefined || members === undefined) return undefined
  const named = stringOf(members['model']) === '' && model !== undefined ? { ...members, model } : members
  return { dialect, regions: READERS[dialect](named) }
}
