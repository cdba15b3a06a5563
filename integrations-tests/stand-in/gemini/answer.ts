import type { JsonObject } from '../json-value.ts'
import type { Answer, Frame } from '../room.ts'
import type { FinishReason } from '../script.ts'
import type { ServedTurn } from '../served-turn.ts'
import type { GeminiRoute } from './route.ts'
import type { GeminiPrompt } from './usage.ts'
import { digest } from '../digest.ts'
import { stringOf } from '../json-value.ts'
import { CHARACTERS_PER_TOKEN, countTokens } from '../tokens.ts'
import { streamedParts, styleOf, wholeParts } from './parts.ts'
import { modelOf } from './route.ts'
import { usageMetadata } from './usage.ts'

/** A turn as a Gemini reply, whole and streamed. Every chunk is a reply by itself and tells the usage so far. */
export function answerGemini(
  request: JsonObject,
  turn: ServedTurn,
  { route, promptOf, chunkSize }: AnswerMeans,
): Answer {
  const model = modelOf(request, route)
  const style = styleOf(model)
  const prompt = promptOf(request, model)
  const traceId = digest(JSON.stringify([model, request]))
  const reply = (parts: readonly JsonObject[], isLast: boolean, saidCharacters: number): JsonObject => {
    const content = { ...(parts.length === 0 ? {} : { parts }), role: 'model' }
    const response = {
      candidates: [{ content, ...(isLast ? endOf(turn) : {}), index: 0 }],
      usageMetadata: usageMetadata(prompt, tokensOf(saidCharacters), countTokens(turn.thinking), turn.usage),
      modelVersion: model,
      responseId: traceId,
    }
    return route.isWrapped ? { response, traceId } : response
  }
  const whole = wholeParts(turn, style)
  return {
    body: reply(
      whole,
      true,
      whole.reduce((total, part) => total + saidCharactersOf(part), 0),
    ),
    frames: framesOf([...streamedParts(turn, style, chunkSize)], reply),
  }
}

/** What an answer needs beside the request. */
export interface AnswerMeans {
  /** Where the request went. */
  readonly route: GeminiRoute
  /** Counts the prompt and its cached part. */
  readonly promptOf: GeminiPrompt
  /** UTF-16 units in one streamed text. */
  readonly chunkSize: number
}

const FINISH_REASONS: Readonly<Record<FinishReason, string>> = {
  stop: 'STOP',
  'tool-calls': 'STOP',
  length: 'MAX_TOKENS',
  'content-filter': 'SAFETY',
}

function endOf({ finishReason }: ServedTurn): JsonObject {
  const message = finishReason === 'tool-calls' ? { finishMessage: 'Model generated function call(s).' } : {}
  return { finishReason: FINISH_REASONS[finishReason], ...message }
}

type ReplyOf = (parts: readonly JsonObject[], isLast: boolean, saidCharacters: number) => JsonObject

function* framesOf(parts: readonly JsonObject[], reply: ReplyOf): Iterable<Frame> {
  if (parts.length === 0) yield { data: reply([], true, 0) }
  let said = 0
  for (const [at, part] of parts.entries()) {
    said += saidCharactersOf(part)
    yield { data: reply([part], at === parts.length - 1, said) }
  }
}

function saidCharactersOf({ thought, text, functionCall }: JsonObject): number {
  if (functionCall !== undefined) return JSON.stringify(functionCall).length
  return thought === true ? 0 : stringOf(text).length
}

function tokensOf(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN)
}
