import type { EventListener } from '@headroom/core'

/** Bytes of input from which a person at a terminal is told that work goes on: some tenths of a second. */
const LONG_INPUT = 1_000_000

/** A line on a terminal that counts decided segments while a long input is worked on. */
export interface Progress {
  /** Undefined where nothing is shown: a short input, or no terminal. */
  readonly onEvent: EventListener | undefined
  /** Takes the line away. */
  readonly end: () => void
}

/** Starts to show progress on standard error. */
export function startProgress(length: number): Progress {
  if (length < LONG_INPUT || !process.stderr.isTTY) return { onEvent: undefined, end: () => undefined }
  let segments = 0
  const show = (): void =>
    void process.stderr.write(`\r\u001B[2K${(length / 1e6).toFixed(1)} MB, ${segments} segments decided`)
  show()
  return {
    onEvent: ({ type }) => {
      if (type !== 'segment-decided') return
      segments++
      show()
    },
    end: () => void process.stderr.write('\r\u001B[2K'),
  }
}
