import type { ScriptedFaults } from './script.ts'
import { setTimeout as wait } from 'node:timers/promises'

/** Where the pieces of a reply go: an HTTP reply or a WebSocket. */
export interface Sink {
  /** Aborted when the connection has closed, by whomever. */
  readonly closed: AbortSignal
  /** Sends what stands before the first piece. Called once, unless the connection is dropped before. */
  begin(): void
  /**
   * Sends a piece. Resolves when it has left the process, or cannot any more.
   *
   * @param isPart Whether the rest of the piece never comes.
   */
  write(piece: Uint8Array, isPart: boolean): Promise<void>
  /** Ends the reply. Resolves when all of it has left the process, or cannot any more, and says which. */
  end(): Promise<boolean>
  /** Drops the connection. What was written before still leaves. */
  drop(): void
}

/**
 * Sends a reply piece by piece, with the faults that the script asks for.
 *
 * @param delayMilliseconds Wait before each piece.
 * @returns `whole`, `dropped` where a fault asked for that, or `abandoned` where the client hung up before.
 */
export async function sendPieces(
  pieces: Iterable<Uint8Array>,
  sink: Sink,
  { stall, cutAfterFrames = Infinity, cutAfterBytes = Infinity }: ScriptedFaults,
  delayMilliseconds: number,
): Promise<'whole' | 'dropped' | 'abandoned'> {
  let sent = 0
  let left = cutAfterBytes
  const pause = async (): Promise<void> => {
    if (stall?.afterFrames === sent) await passed(stall.milliseconds, sink.closed)
  }
  const drop = (): 'dropped' => {
    sink.drop()
    return 'dropped'
  }
  await pause()
  if (sink.closed.aborted) return 'abandoned'
  if (left <= 0) return drop()
  sink.begin()
  for (const piece of pieces) {
    if (sent > 0) await pause()
    if (sent >= cutAfterFrames) return drop()
    if (delayMilliseconds > 0) await passed(delayMilliseconds, sink.closed)
    if (sink.closed.aborted) return 'abandoned'
    await sink.write(piece.subarray(0, left), piece.length > left)
    left -= piece.length
    sent += 1
    if (left <= 0) return drop()
  }
  if (sent > 0) await pause()
  if (sent >= cutAfterFrames) return drop()
  return !sink.closed.aborted && (await sink.end()) ? 'whole' : 'abandoned'
}

/** Resolves after a time, or when the signal aborts. */
async function passed(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(milliseconds, undefined, { signal })
  } catch {
    // Aborted: the caller looks at the signal.
  }
}
