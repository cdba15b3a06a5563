import type { Content, GenerateReply } from '../types/reply.ts'
import type { Rounds } from './rounds.ts'
import { sumOfUsage } from './usage.ts'

/**
 * Asks until the model says something that is not for us alone, and gives the rounds as one reply: what the client may see
 * of each in order, usage summed, warnings said once, the rest as in the last.
 *
 * @param first Sends the first request.
 * @param ask Sends a further one.
 */
export async function generateRounds<P, R extends GenerateReply>(
  first: () => PromiseLike<R>,
  rounds: Rounds<P>,
  ask: (request: P) => PromiseLike<R>,
): Promise<R> {
  let reply = await first()
  const replies: [R, ...R[]] = [reply]
  const content = shownOf(reply, rounds)
  let closed = await rounds.close(reply.content, reply.finishReason)
  while (closed.next !== undefined) {
    reply = await ask(closed.next)
    replies.push(reply)
    content.push(...shownOf(reply, rounds))
    closed = await rounds.close(reply.content, reply.finishReason)
  }
  return {
    ...reply,
    content,
    finishReason: closed.finishReason,
    usage: sumOfUsage([replies[0].usage, ...replies.slice(1).map(({ usage }) => usage)]),
    warnings: distinct(replies.flatMap(({ warnings }) => warnings)),
    providerMetadata: rounds.metadata(reply.providerMetadata),
  }
}

function shownOf({ content }: GenerateReply, rounds: Pick<Rounds<unknown>, 'shown'>): Content[] {
  return content.map((piece) => rounds.shown(piece)).filter((piece) => piece !== undefined)
}

function distinct(warnings: readonly unknown[]): readonly unknown[] {
  return [...new Map(warnings.map((warning) => [JSON.stringify(warning), warning])).values()]
}
