import type { StreamReader } from '@headroom/core'
import type { Content, GenerateReply, StreamPart, TokenUsage } from '../types/reply.ts'

/** What no provider has told: no figures. */
export const UNTOLD: TokenUsage = {
  inputTokens: { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: undefined, text: undefined, reasoning: undefined },
}

/** Puts the parts of `doStream` together, as `doGenerate` would have given them: text and metadata, never the part of a block itself. */
export function readStream(): StreamReader<GenerateReply> {
  const content: Content[] = []
  const blocks = new Map<string, number>()
  let begun = false
  let finish: StreamPart | undefined

  function add(part: StreamPart): void {
    const { type, delta = '', providerMetadata, id = '' } = part
    if (WHOLE.has(type)) content.push(part)
    const [kind, step] = type.split('-')
    if (kind !== 'text' && kind !== 'reasoning') return
    const block = `${kind} ${id}`
    if (step === 'start') blocks.set(block, content.push({ type: kind, text: '' }) - 1)
    const place = blocks.get(block)
    const opened = place === undefined ? undefined : content[place]
    if (place === undefined || opened === undefined) return
    // The newest metadata of a block counts: a signature comes with a delta, encrypted reasoning with the end.
    const metadata = providerMetadata === undefined ? {} : { providerMetadata }
    content[place] = { ...opened, text: `${opened.text ?? ''}${delta}`, ...metadata }
  }

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

/** Whether an event is a part of a stream of the AI SDK. */
export function isPart(event: unknown): event is StreamPart {
  return typeof event === 'object' && event !== null && 'type' in event && typeof event.type === 'string'
}

/** Parts that are content as they come. */
const WHOLE: ReadonlySet<string> = new Set([
  'tool-call',
  'tool-result',
  'tool-approval-request',
  'file',
  'reasoning-file',
  'custom',
])
