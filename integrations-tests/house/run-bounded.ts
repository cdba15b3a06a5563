import { Worker } from 'node:worker_threads'

/** What a worker says before each of its steps, and once after the last. */
export interface Progress {
  /** Index of the step that begins now; the number of steps when all are done. */
  readonly step: number
  /** Names the step, for the one that never ends. */
  readonly name: string
  /** Whether this message is the last. */
  readonly isDone: boolean
}

/** What every such worker is given beside its own data. */
export interface BoundedData {
  /** The step to begin with, from 0. */
  readonly firstStep: number
}

/**
 * Runs a worker's steps one after another and kills a step that does not end, then goes on behind it.
 * The bound is there to end a hang; it is far above what any honest step takes, so it measures nothing.
 *
 * @param worker The file to run; it reads `BoundedData & data` and posts a `Progress` before each step.
 * @param data What the worker needs, cloneable.
 * @param killMilliseconds After how long without progress a step counts as hanging.
 * @returns The names of the steps that had to be killed or that threw.
 */
export async function runBounded(worker: URL, data: object, killMilliseconds: number): Promise<readonly string[]> {
  const failures: string[] = []
  for (let firstStep = 0; ;) {
    const end = await runUntilHung(worker, { ...data, firstStep }, killMilliseconds)
    if (end === undefined) return failures
    failures.push(end.failure)
    if (end.name === LOADING) return failures
    firstStep = end.step + 1
  }
}

const LOADING = 'loading'

interface Hung {
  readonly step: number
  readonly name: string
  readonly failure: string
}

function runUntilHung(file: URL, workerData: BoundedData, killMilliseconds: number): Promise<Hung | undefined> {
  return new Promise((resolve) => {
    const worker = new Worker(file, { workerData, execArgv: ['--no-warnings'], stdin: false })
    let last: Progress = { step: workerData.firstStep, name: LOADING, isDone: false }
    const finish = (failure: string | undefined): void => {
      clearTimeout(timer)
      void worker.terminate()
      resolve(
        failure === undefined ? undefined : { step: last.step, name: last.name, failure: `${last.name}: ${failure}` },
      )
    }
    const timer = setTimeout(() => finish(`no end within ${killMilliseconds / 1000} s`), killMilliseconds)
    worker.on('message', (progress: Progress) => {
      last = progress
      timer.refresh()
      if (progress.isDone) finish(undefined)
    })
    worker.on('error', (error) => finish(`threw ${error instanceof Error ? error.message : String(error)}`))
    worker.on('exit', () => finish('stopped early'))
  })
}
