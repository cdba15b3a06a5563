import type { JsonObject } from '../json-value.ts'
import type { Reading } from '../room.ts'
import { readAnthropicMessages } from '../anthropic-messages/read.ts'
import { bedrockRouteOf } from '../bedrock-converse/route.ts'

/** What the script needs to know of an InvokeModel request with an Anthropic body. */
export function readBedrockInvoke(request: JsonObject, url: string): Reading {
  const wantsStream = bedrockRouteOf(url)?.operation === 'invoke-with-response-stream'
  return { ...readAnthropicMessages(request, url), wantsStream }
}
