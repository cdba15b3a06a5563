import type { Dialect } from '../../types/dialect.ts'
import { type GeminiRequest, isGeminiRequest } from './body-of.ts'
import type { GeminiReply } from './gemini-reply.ts'
import { hidden } from './hidden.ts'
import { continueWith, stopReason, toolCalls, usage } from './reply.ts'
import { addTool, segments } from './request.ts'
import { readStream } from './stream.ts'

/**
 * Google's Gemini API: `generateContent`, `streamGenerateContent` and `countTokens` of the Developer API and of Vertex AI, and Code
 * Assist, which wraps their bodies. Members in camelCase and snake_case are one and the same.
 */
export const gemini: Dialect<GeminiRequest, GeminiReply> = {
  name: 'gemini',
  matches: isGeminiRequest,
  segments,
  addTool,
  toolCalls,
  continueWith,
  usage,
  stopReason,
  readStream,
  hidden,
}
