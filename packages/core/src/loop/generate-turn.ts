import type { Sent } from './draft.ts'
import type { Turn } from './open-turn.ts'

/**
 * Asks until the model says something that is not for us alone, and gives the rounds as one reply: what the client may see of each in
 * order, usage summed, the rest as in the last. The very reply where there was nothing to answer.
 *
 * @param ask Sends a request. What it rejects with ends the turn.
 */
export async function generateTurn<Request, Reply>(
  { sent, rounds }: Pick<Turn<Request, Reply>, 'sent' | 'rounds'>,
  ask: (sent: Sent<Request>) => PromiseLike<Reply>,
): Promise<Reply> {
  const first = await ask(sent)
  if (rounds === undefined) return first
  let next = await rounds.close(first)
  while (next !== undefined) next = await rounds.close(await ask(next))
  return rounds.shown() ?? first
}
