import type { Dialect } from '../types/dialect.ts'
import { anthropicMessages } from './anthropic-messages/index.ts'
import { bedrockConverse } from './bedrock-converse/index.ts'
import { gemini } from './gemini/index.ts'
import { openaiChat } from './openai-chat/index.ts'
import { openaiResponses } from './openai-responses/index.ts'

/** Every dialect of this package. No request matches two of them. */
export const dialects: readonly Dialect[] = [anthropicMessages, openaiChat, openaiResponses, gemini, bedrockConverse]

/**
 * The dialect that a request is written in, by its shape; undefined where it is none of ours. Never throws.
 *
 * @param url Where the request goes, or the path of that. It decides where it tells, which shapes alone cannot always: a few plain
 *   texts, as clients have them counted, are the same in two dialects. Default: unknown.
 */
export function dialectOf(request: unknown, url = ''): Dialect | undefined {
  const [path = ''] = url.split(/[?#]/, 1)
  const addressed = ENDPOINTS.find(([end]) => end.test(path))?.[1]
  if (addressed !== undefined && typeof request === 'object' && request !== null) return addressed
  return dialects.find((dialect) => dialect.matches(request))
}

/** Ends of paths, and what is spoken there. Bedrock's `/invoke` takes every maker's own format, so there the shape tells. */
const ENDPOINTS: readonly (readonly [RegExp, Dialect])[] = [
  [/\/v1\/messages(?:\/count_tokens)?$/, anthropicMessages],
  [/\/publishers\/anthropic\/models\/[^/]+:(?:streamRawPredict|rawPredict)$/, anthropicMessages],
  [/\/chat\/completions$/, openaiChat],
  [/\/responses(?:\/input_tokens|\/compact)?$/, openaiResponses],
  [/:(?:generateContent|streamGenerateContent|countTokens)$/, gemini],
  [/\/converse(?:-stream)?$/, bedrockConverse],
]
