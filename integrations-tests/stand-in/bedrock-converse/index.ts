import type { JsonObject } from '../json-value.ts'
import type { Room, RoomSettings } from '../room.ts'
import { createAnthropicUsage } from '../anthropic-messages/usage.ts'
import { answerBedrockConverse } from './answer.ts'
import { checkBedrockConverse } from './check.ts'
import { bedrockError, bedrockErrorHeaders, bedrockException } from './error.ts'
import { readBedrockConverse } from './read.ts'
import { bedrockRouteOf } from './route.ts'

/** The room of `POST /model/ID/converse` and `converse-stream`, as Bedrock's Claude answers. It remembers which prefixes were cached. */
export function createBedrockConverse(settings: RoomSettings): Room {
  const usageOf = createAnthropicUsage(settings.minimumCachedTokens)
  return {
    name: 'bedrock-converse',
    matches: (path) => OPERATIONS.has(bedrockRouteOf(path)?.operation),
    framing: () => 'aws-event-stream',
    read: readBedrockConverse,
    check: (request, url) => checkBedrockConverse(named(request, url), settings),
    answer: (request, turn, url) => answerBedrockConverse(named(request, url), turn, usageOf, settings.chunkSize),
    refuse: bedrockError,
    refusalHeaders: bedrockErrorHeaders,
    refuseInStream: bedrockException,
  }
}

const OPERATIONS: ReadonlySet<string | undefined> = new Set(['converse', 'converse-stream'])

function named(request: JsonObject, url: string): JsonObject {
  return { ...request, modelId: bedrockRouteOf(url)?.modelId }
}
