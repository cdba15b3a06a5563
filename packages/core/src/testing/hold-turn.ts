import { eventFraming } from '../loop/event-framing.ts'
import { generateTurn } from '../loop/generate-turn.ts'
import type { Turn } from '../loop/open-turn.ts'
import { streamTurn } from '../loop/stream-turn.ts'
import { isSame, need, show } from './check.ts'

/** A model that stands in for a provider: what it replies, and as which events where the reply is streamed. */
export interface TriedModel<Reply> {
  /** The reply to a request, given as JSON text. */
  reply(body: string): Reply
  /** The same reply in a stream. */
  events(reply: Reply): Iterable<unknown>
}

/** What a client gets of a turn. */
export interface HeldTurn<Reply> {
  /** All rounds as one reply, whole or put together from the events. */
  readonly reply: Reply
  /** The events, where the turn was streamed. */
  readonly events: readonly unknown[]
}

/**
 * Holds a turn that was opened with its body as text: asks the model until nothing is left to answer, whole or streamed.
 *
 * @throws Error where request and body of a round differ, or nothing is hidden in the turn.
 */
export async function holdTurn<Request, Reply>(
  turn: Turn<Request, Reply>,
  mode: 'whole' | 'streamed',
  model: TriedModel<Reply>,
): Promise<HeldTurn<Reply>> {
  const ask = async ({ request, body = '' }: Turn<Request, Reply>['sent']): Promise<Reply> => {
    need(isSame(JSON.parse(body), request), `the body ${show(body)} is not the request ${show(request)}`)
    return model.reply(body)
  }
  if (mode === 'whole') return { reply: await generateTurn(turn, ask), events: [] }
  const { dialect, rounds, exchanges, sent } = turn
  need(dialect !== undefined && rounds !== undefined, 'nothing is hidden in this turn')
  const stream = async (next: typeof sent): Promise<ReadableStream<unknown>> => streamOf(model.events(await ask(next)))
  const reader = dialect.readStream()
  const events: unknown[] = []
  const shown = streamTurn(await stream(sent), { dialect, rounds, exchanges, framing: eventFraming, ask: stream })
  for await (const event of shown as unknown as AsyncIterable<unknown>) {
    events.push(event)
    reader.push(event)
  }
  const reply = reader.reply()
  need(reply !== undefined, 'the stream holds no reply')
  return { reply, events }
}

/** A stream of values that are there already. */
export function streamOf(values: Iterable<unknown>): ReadableStream<unknown> {
  return new ReadableStream({
    start(controller) {
      for (const value of values) controller.enqueue(value)
      controller.close()
    },
  })
}
