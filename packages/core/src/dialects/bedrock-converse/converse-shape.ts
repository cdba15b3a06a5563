import { messagesShapeOf } from '../messages-shape.ts'
import type { WireObject } from '../wire-value.ts'
import { listOf, objectOf } from '../wire-value.ts'

/**
 * Whether a request is one of Bedrock's Converse API, by shape alone: `messages`, as in other APIs, of blocks that have no
 * `type` but are named by their only key. The first block that tells decides, so a longer conversation changes nothing.
 *
 * Never true where `messagesShapeOf` knows the request. Without a single block there is no evidence, and it is false.
 *
 * @param request Any value. Never throws, not even where reading it does.
 */
export function isConverseShape(request: unknown): boolean {
  try {
    const members = objectOf(request)
    if (members === undefined || !Array.isArray(members['messages'])) return false
    if (messagesShapeOf(request) !== undefined) return false
    for (const block of blocksOf(members)) {
      if (block['type'] !== undefined) return false
      if (KINDS.some((kind) => block[kind] !== undefined)) return true
    }
    return false
  } catch {
    // A getter or proxy of the caller's that throws. What cannot be read has no shape.
    return false
  }
}

/** Source: `ContentBlock` and `SystemContentBlock` of the API's reference. */
const KINDS = [
  'text',
  'toolUse',
  'toolResult',
  'reasoningContent',
  'cachePoint',
  'guardContent',
  'citationsContent',
  'searchResult',
  'document',
  'image',
  'video',
  'audio',
] as const

function* blocksOf({ system, messages }: WireObject): Generator<WireObject> {
  yield* objectsOf(system)
  for (const message of objectsOf(messages)) yield* objectsOf(message['content'])
}

function* objectsOf(list: unknown): Generator<WireObject> {
  for (const item of listOf(list)) {
    const object = objectOf(item)
    if (object !== undefined) yield object
  }
}
