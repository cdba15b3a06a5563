/** Whether a reply is a stream of chunks, as `completion` gives one for `stream: true`. */
export function isStream(reply: unknown): reply is AsyncIterable<unknown> {
  return typeof reply === 'object' && reply !== null && Symbol.asyncIterator in reply
}

/** A stream's chunks, taken as they are asked for. Who stops early stops the source. */
export function readableOf(chunks: AsyncIterable<unknown>): ReadableStream<unknown> {
  const iterator = chunks[Symbol.asyncIterator]()
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await iterator.next()
        if (done === true) controller.close()
        else controller.enqueue(value)
      },
      async cancel(reason) {
        await iterator.return?.(reason)
      },
    },
    { highWaterMark: 0 },
  )
}

/**
 * A stream that reads like another and has other chunks: what else the library's own object has (`controller` of OpenAI's) stays in
 * reach. Splitting it (`tee`) splits the other chunks.
 */
export function streamLike(given: AsyncIterable<unknown>, chunks: AsyncIterable<unknown>): AsyncIterable<unknown> {
  const halves = (): readonly AsyncIterable<unknown>[] => halvesOf(chunks).map((half) => streamLike(given, half))
  return Object.create(given, {
    [Symbol.asyncIterator]: { value: () => chunks[Symbol.asyncIterator]() },
    ...('tee' in given && { tee: { value: halves } }),
  }) as AsyncIterable<unknown>
}

// Half a `ReadableStream` that was split cannot be left before the other is, too.
function halvesOf(chunks: AsyncIterable<unknown>): readonly AsyncIterable<unknown>[] {
  const iterator = chunks[Symbol.asyncIterator]()
  const queues = new Set<Promise<IteratorResult<unknown>>[]>([[], []])

  function asked(queue: unknown): Promise<IteratorResult<unknown>> {
    const result = iterator.next()
    for (const other of queues) if (other !== queue) other.push(result)
    return result
  }

  async function* half(queue: Promise<IteratorResult<unknown>>[]): AsyncGenerator<unknown> {
    try {
      while (true) {
        const { done, value } = await (queue.shift() ?? asked(queue))
        if (done === true) return
        yield value
      }
    } finally {
      queues.delete(queue)
      if (queues.size === 0) await iterator.return?.()
    }
  }

  return [...queues].map(half)
}
