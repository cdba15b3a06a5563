import type { Room, RoomSettings } from '../room.ts'
import { createAnthropicUsage } from '../anthropic-messages/usage.ts'
import { bedrockError, bedrockErrorHeaders, bedrockException } from '../bedrock-converse/error.ts'
import { bedrockRouteOf } from '../bedrock-converse/route.ts'
import { answerBedrockInvoke } from './answer.ts'
import { checkBedrockInvoke } from './check.ts'
import { readBedrockInvoke } from './read.ts'

/**
 * The room of `POST /model/ID/invoke` and `invoke-with-response-stream` with bodies of the Messages API. It remembers which prefixes
 * were cached.
 */
export function createBedrockInvoke(settings: RoomSettings): Room {
  const usageOf = createAnthropicUsage(settings.minimumCachedTokens)
  const { chunkSize } = settings
  return {
    name: 'bedrock-invoke',
    matches: (path) => OPERATIONS.has(bedrockRouteOf(path)?.operation),
    framing: () => 'aws-event-stream',
    read: readBedrockInvoke,
    check: (request) => checkBedrockInvoke(request, settings),
    answer: (request, turn, url) => {
      const modelId = bedrockRouteOf(url)?.modelId ?? ''
      return answerBedrockInvoke(request, turn, modelId, { usageOf, chunkSize })
    },
    refuse: bedrockError,
    refusalHeaders: bedrockErrorHeaders,
    refuseInStream: bedrockException,
  }
}

const OPERATIONS: ReadonlySet<string | undefined> = new Set(['invoke', 'invoke-with-response-stream'])
