import type { Counts, Turn } from '@headroom/core'
import type { ProviderOptions } from './types/call-options.ts'
import type { StreamPart } from './types/reply.ts'

/** What an answer tells beside what was said. */
interface Told {
  readonly providerMetadata?: ProviderOptions | undefined
}

/** An answer, or the `finish` of a streamed one, with the figures of its turn under `providerMetadata.headroom`. */
export function withFigures<T extends Told>(told: T, turn: Figured): T {
  return { ...told, providerMetadata: { ...told.providerMetadata, headroom: figuresOf(turn) } }
}

/** A stream with the figures in its `finish`. Nothing is read ahead. */
export function streamWithFigures(stream: ReadableStream<StreamPart>, turn: Figured): ReadableStream<StreamPart> {
  const reader = stream.getReader()
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value.type === 'finish' ? withFigures(value, turn) : value)
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}

/** A turn that figures are told of. */
interface Figured extends Pick<Turn, 'report'> {
  readonly rounds: { readonly counts: () => Counts } | undefined
}

function figuresOf({ report, rounds }: Figured): ProviderOptions {
  const { tokensBefore, tokensAfter, tokensSaved, keys, noViews, outcomes } = report
  const failures = outcomes.flatMap(({ detail }) => (detail === undefined ? [] : [detail]))
  const failed = failures.length === 0 ? {} : { failed: [...new Set(failures)] }
  const obstacle = noViews === undefined ? {} : { noViews }
  return { ...(rounds?.counts() ?? NO_ROUNDS), tokensBefore, tokensAfter, tokensSaved, keys, ...obstacle, ...failed }
}

const NO_ROUNDS = { rounds: 0, retrieved: 0 }
