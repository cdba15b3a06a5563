import type { StreamReader } from '../../types/stream.ts'
import type { WireObject } from '../wire-value.ts'
import { countOf, listOf, objectOf } from '../wire-value.ts'
import { createJoinedParts, type JoinedParts } from './joined-parts.ts'
import type { GeminiReply } from './gemini-reply.ts'

/**
 * Puts the chunks of a streamed reply together: of `alt=sse`, of the JSON array that comes without it, and of Code Assist, which wraps
 * each in `{ response }`. Each chunk is a reply; of members other than the contents the last one counts, and so does the last usage
 * that has counts.
 */
export function readStream(): StreamReader<GeminiReply> {
  let wrapper: WireObject | undefined
  let members: WireObject | undefined
  const candidates = new Map<number, StreamedCandidate>()
  return {
    push(event) {
      const outer = objectOf(event)
      const chunk = objectOf(outer?.['response']) ?? outer
      if (chunk === undefined || !MEMBERS.some((name) => name in chunk)) return
      if (chunk !== outer) wrapper = { ...wrapper, ...outer }
      for (const candidate of listOf(chunk['candidates']).map(objectOf)) {
        if (candidate !== undefined) pushCandidate(candidates, candidate)
      }
      members = { ...members, ...chunk, ...usageOfBoth(members, chunk) }
    },
    reply() {
      if (members === undefined) return undefined
      const inOrder = [...candidates].sort(([left], [right]) => left - right).map(([, candidate]) => wholeOf(candidate))
      const whole = inOrder.length === 0 ? members : { ...members, candidates: inOrder }
      return wrapper === undefined ? whole : { ...wrapper, response: whole }
    },
  }
}

/** What makes a chunk one: events of other APIs have none of these. */
const MEMBERS = ['candidates', 'usageMetadata', 'promptFeedback', 'error']

interface StreamedCandidate {
  members: WireObject
  content: WireObject | undefined
  readonly parts: JoinedParts
}

function pushCandidate(candidates: Map<number, StreamedCandidate>, candidate: WireObject): void {
  const index = countOf(candidate['index']) ?? 0
  const streamed = candidates.get(index) ?? { members: {}, content: undefined, parts: createJoinedParts() }
  candidates.set(index, streamed)
  const content = objectOf(candidate['content'])
  streamed.members = { ...streamed.members, ...candidate }
  if (content !== undefined) streamed.content = { ...streamed.content, ...content }
  for (const part of listOf(content?.['parts'])) streamed.parts.push(part)
}

function wholeOf({ members, content, parts }: StreamedCandidate): WireObject {
  if (content === undefined) return members
  const list = parts.parts()
  return { ...members, content: list.length === 0 ? content : { ...content, parts: list } }
}

/** The later usage, unless it only tells the kind of traffic, as Vertex's do in all chunks but the last. */
function usageOfBoth(before: WireObject | undefined, chunk: WireObject): WireObject {
  const hasCounts = (usage: unknown): boolean => countOf(objectOf(usage)?.['promptTokenCount']) !== undefined
  const [earlier, later] = [before?.['usageMetadata'], chunk['usageMetadata']]
  return hasCounts(earlier) && !hasCounts(later) ? { usageMetadata: earlier } : {}
}
