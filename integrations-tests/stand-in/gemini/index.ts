import type { JsonObject } from '../json-value.ts'
import type { Room, RoomSettings } from '../room.ts'
import type { GeminiRoute } from './route.ts'
import { answerGemini } from './answer.ts'
import { checkGemini } from './check.ts'
import { googleError } from './error.ts'
import { readGemini } from './read.ts'
import { geminiRouteOf, modelOf } from './route.ts'
import { countGeminiTokens, createGeminiPrompt } from './usage.ts'

/**
 * The room of `generateContent`, `streamGenerateContent` and `countTokens` of the Gemini API, Vertex AI and Code Assist. It remembers
 * the last prompts, for its cache figures.
 */
export function createGemini(settings: RoomSettings): Room {
  const promptOf = createGeminiPrompt()
  const { chunkSize } = settings
  return {
    name: 'gemini',
    matches: (path) => geminiRouteOf(path) !== undefined,
    framing: (url) => (routeOf(url).asksForEvents ? 'sse' : 'json-array'),
    aside: (request, url) => (routeOf(url).action === 'countTokens' ? countReply(request) : undefined),
    read: readGemini,
    check: (request, url) => checkGemini(request, settings, modelOf(request, routeOf(url))),
    answer: (request, turn, url) => answerGemini(request, turn, { route: routeOf(url), promptOf, chunkSize }),
    refuse: googleError,
    refuseInStream: (refusal) => ({ data: googleError(refusal) }),
  }
}

const NOWHERE: GeminiRoute = { model: '', action: '', isWrapped: false, asksForEvents: false }

function routeOf(url: string): GeminiRoute {
  return geminiRouteOf(url) ?? NOWHERE
}

function countReply(request: JsonObject): JsonObject {
  const tokens = countGeminiTokens(request)
  return { totalTokens: tokens, promptTokensDetails: [{ modality: 'TEXT', tokenCount: tokens }] }
}
