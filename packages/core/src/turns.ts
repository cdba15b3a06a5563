/** Waits for the event loop, again and again. */
export interface Turns {
  /** Resolves in the next turn of the event loop, or in the one after, when what already waits has run. One call at a time. */
  next(): Promise<void>
  /** Lets go of what waiting takes. */
  end(): void
}

/**
 * Takes turns with whatever else waits in the event loop, by messages to oneself: what all hosts have, and what no test's clock
 * replaces.
 *
 * Two channels by turns, since Node delivers up to 1,000 messages of one channel in the same turn. Making a channel takes four
 * times as long as a message, so they are kept until `end()`.
 */
export function createTurns(): Turns {
  let wake = (): void => undefined
  const channels = [new MessageChannel(), new MessageChannel()]
  for (const { port1 } of channels) {
    port1.addEventListener('message', () => wake())
    port1.start()
  }
  let turn = 0
  return {
    next: () =>
      new Promise((resolve) => {
        wake = resolve
        channels[turn++ % channels.length]?.port2.postMessage(undefined)
      }),
    end() {
      for (const { port1 } of channels) port1.close()
    },
  }
}
