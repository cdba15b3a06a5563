/** A stream of what a generator gives. Nothing is read ahead; cancelled, it ends the generator. */
export function streamOf(generator: AsyncGenerator<unknown>): ReadableStream<unknown> {
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await generator.next()
        if (done === true) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        await generator.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}

/** What a stream gives. Left early, it is cancelled. */
export async function* piecesOf(stream: ReadableStream<unknown>): AsyncGenerator<unknown> {
  const reader = stream.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    await reader.cancel()
  }
}
