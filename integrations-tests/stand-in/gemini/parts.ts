import type { JsonObject } from '../json-value.ts'
import type { ServedTurn } from '../served-turn.ts'
import { fragments } from '../fragments.ts'
import { needsSignatures, signCall, signText } from './signature.ts'

/** How a model writes its parts. */
export interface PartStyle {
  /** Whether calls have ids. */
  readonly hasCallIds: boolean
  /** Whether the last part of a text answer is signed. */
  readonly signsText: boolean
}

/**
 * The style of a model: Gemini from 3 on signs text answers, and gives its calls ids, but for `gemini-3-pro-preview`, the first of
 * them. Source: the recorded replies of these models.
 */
export function styleOf(model: string): PartStyle {
  const signsText = needsSignatures(model)
  return { signsText, hasCallIds: signsText && !model.includes('gemini-3-pro') }
}

/** The parts of a turn as a whole reply has them: thought, text, calls. The signature is on the first call, else on the text. */
export function wholeParts(turn: ServedTurn, style: PartStyle): readonly JsonObject[] {
  const { thinking, text } = turn
  const signature = style.signsText && turn.calls.length === 0 ? { thoughtSignature: signText(text) } : {}
  return [
    ...(thinking === '' ? [] : [{ text: thinking, thought: true }]),
    ...(text === '' ? [] : [{ text, ...signature }]),
    ...callParts(turn, style),
  ]
}

/** The same parts as a stream brings them, one for each chunk. There the signature of a text comes last, on an empty part. */
export function* streamedParts(turn: ServedTurn, style: PartStyle, chunkSize: number): Iterable<JsonObject> {
  const { thinking, text, calls } = turn
  if (thinking !== '') for (const piece of fragments(thinking, chunkSize)) yield { text: piece, thought: true }
  if (text !== '') {
    for (const piece of fragments(text, chunkSize)) yield { text: piece }
    if (style.signsText && calls.length === 0) yield { text: '', thoughtSignature: signText(text) }
  }
  yield* callParts(turn, style)
}

function callParts({ calls }: ServedTurn, { hasCallIds }: PartStyle): readonly JsonObject[] {
  return calls.map(({ id, name, args }, at) => {
    const functionCall = { name, args, ...(hasCallIds ? { id } : {}) }
    return at === 0 ? { functionCall, thoughtSignature: signCall(functionCall) } : { functionCall }
  })
}
