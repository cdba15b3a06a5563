import type { StreamReader } from '@headroom/core'
import { createCollector } from '../hidden/collect.ts'
import type { GenerateReply, StreamPart, TokenUsage } from '../types/reply.ts'

/** What no provider has told: no figures, and no reason. */
const UNTOLD: TokenUsage = {
  inputTokens: { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: undefined, text: undefined, reasoning: undefined },
}

/** Puts the parts of `doStream` together, as `doGenerate` would have given them. */
export function readStream(): StreamReader<GenerateReply> {
  const { content, add } = createCollector()
  let begun = false
  let finish: StreamPart | undefined
  return {
    push(event) {
      if (!isPart(event)) return
      begun = true
      if (event.type === 'finish') finish = event
      else add(event)
    },
    reply() {
      if (!begun) return undefined
      const { finishReason = { unified: '', raw: undefined }, usage = UNTOLD, providerMetadata } = finish ?? {}
      return { content: [...content], finishReason, usage, providerMetadata, warnings: [] }
    },
  }
}

function isPart(event: unknown): event is StreamPart {
  return typeof event === 'object' && event !== null && 'type' in event && typeof event.type === 'string'
}
