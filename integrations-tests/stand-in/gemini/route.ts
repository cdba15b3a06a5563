import type { JsonObject } from '../json-value.ts'
import { stringOf } from '../json-value.ts'

/** What the address of a Gemini request says. */
export interface GeminiRoute {
  /** The model as in `models/MODEL`; empty where the path names none, as Code Assist's does. */
  readonly model: string
  /** `generateContent`, `streamGenerateContent` or `countTokens`. */
  readonly action: string
  /** Whether request and reply are wrapped, as Code Assist's are. */
  readonly isWrapped: boolean
  /** Whether the query asks for server-sent events. */
  readonly asksForEvents: boolean
}

/** Reads the paths of the Gemini API, of Vertex AI and of Code Assist (`/v1internal:ACTION`); undefined for every other. */
export function geminiRouteOf(url: string): GeminiRoute | undefined {
  const [path = '', query = ''] = url.split('?', 2)
  const [, model, action] = PATH.exec(decoded(path)) ?? []
  if (action === undefined || !ACTIONS.has(action)) return undefined
  return {
    model: model ?? '',
    action,
    isWrapped: model === undefined,
    asksForEvents: new URLSearchParams(query).get('alt') === 'sse',
  }
}

/** The model that a request asks for, from its address or, at Code Assist, its body. */
export function modelOf(request: JsonObject, { model }: GeminiRoute): string {
  return model === '' ? stringOf(request.model).replace(/^models\//, '') : model
}

const PATH = /(?:\/models\/([^/:]+)|\/v1internal):(\w+)$/

const ACTIONS: ReadonlySet<string> = new Set(['generateContent', 'streamGenerateContent', 'countTokens'])

function decoded(path: string): string {
  return path.replaceAll(/%3a/gi, ':')
}
