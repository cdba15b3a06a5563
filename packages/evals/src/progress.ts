import { SingleBar } from 'cli-progress'

/** A bar that shows how far a judgement is. */
export interface Progress {
  /** Moves it. */
  readonly show: (done: number, total: number, doing: string) => void
  /** Takes it away. */
  readonly end: () => void
}

/** Characters of what is being done that fit beside a bar. */
const MAX_DOING = 48

/** Starts a bar on standard error; nothing is shown where that is no terminal. */
export function startProgress(): Progress {
  if (!process.stderr.isTTY) return { show: () => undefined, end: () => undefined }
  const bar = new SingleBar({
    format: '{bar} {percentage} %  {doing}',
    clearOnComplete: true,
    hideCursor: true,
    stream: process.stderr,
  })
  let isStarted = false
  return {
    show(done, total, doing) {
      // Names come from files: they must not steer the terminal.
      const line = { doing: doing.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ').slice(0, MAX_DOING) }
      if (isStarted) bar.update(done, line)
      else bar.start(total, done, line)
      isStarted = true
    },
    end: () => bar.stop(),
  }
}
