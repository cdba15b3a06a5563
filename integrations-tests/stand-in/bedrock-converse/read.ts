import type { JsonObject } from '../json-value.ts'
import type { Reading } from '../room.ts'
import { readAnthropicMessages } from '../anthropic-messages/read.ts'
import { asMessages } from './as-messages.ts'
import { bedrockRouteOf } from './route.ts'

/** What the script needs to know of a Converse request. */
export function readBedrockConverse(request: JsonObject, url: string): Reading {
  const wantsStream = bedrockRouteOf(url)?.operation === 'converse-stream'
  return { ...readAnthropicMessages(asMessages(request), url), wantsStream }
}
