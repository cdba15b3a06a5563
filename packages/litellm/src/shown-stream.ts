import { eventFraming, type Sent, streamTurn, type Turn } from '@headroom/core'
import { readableOf } from './chunks.ts'
import type { CallData } from './types/callback.ts'

/**
 * The chunks of all rounds of a turn as the caller gets them: each as it comes, hidden calls left out. A later round that fails ends
 * them with the error that came, as a failing provider would.
 *
 * @param ask Sends the request of a further round.
 */
export async function* shownStream(
  first: AsyncIterable<unknown>,
  { dialect, rounds, exchanges }: Turn<CallData>,
  ask: (request: CallData) => Promise<unknown>,
  signal: AbortSignal | undefined,
): AsyncGenerator<unknown> {
  if (dialect === undefined || rounds === undefined) {
    yield* first
    return
  }
  const failures: unknown[] = []
  const asked = async ({ request }: Sent<CallData>): Promise<ReadableStream<unknown>> => {
    try {
      return readableOf((await ask(request)) as AsyncIterable<unknown>)
    } catch (error) {
      failures.push(error)
      throw error
    }
  }
  const turn = { dialect, rounds, exchanges, framing: eventFraming, ask: asked, signal }
  for await (const chunk of streamTurn(readableOf(first), turn)) {
    if (failures.length > 0) throw failures[0]
    yield chunk
  }
}
