import { parentPort } from 'node:worker_threads'
import type { Progress } from './run-bounded.ts'

/** Tells the thread that started this worker which step begins now. */
export function reportProgress(progress: Progress): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(progress)
}
