import type { Dialect } from '../types/dialect.ts'
import { anthropicMessages } from './anthropic-messages/index.ts'
import { bedrockConverse } from './bedrock-converse/index.ts'
import { gemini } from './gemini/index.ts'
import { openaiChat } from './openai-chat/index.ts'
import { openaiResponses } from './openai-responses/index.ts'

/** Every dialect of this package. No request matches two of them. */
export const dialects: readonly Dialect[] = [anthropicMessages, openaiChat, openaiResponses, gemini, bedrockConverse]

/** The dialect that a request is written in, by its shape; undefined where it is none of ours. Never throws. */
export function dialectOf(request: unknown): Dialect | undefined {
  return dialects.find((dialect) => dialect.matches(request))
}
