import { describe, expect, it } from 'vitest'
import type { HostileData } from './hostile-worker.ts'
import { runBounded } from './run-bounded.ts'

const WORKER = new URL('hostile-worker.ts', import.meta.url)
// A megabyte, and a quarter of it: what grows with the square takes hours on the first, what is linear well under a second.
const LENGTHS = [262_144, 1_048_576]
const KILL_MILLISECONDS = 30_000

describe('detectors, parsers and whole calls', () => {
  it('end on a megabyte of any repetition', { timeout: 900_000 }, async () => {
    expect(await run('@headroom/core/compressors', LENGTHS, KILL_MILLISECONDS)).toEqual([])
  })

  it('are killed and named where their work grows with the square', { timeout: 60_000 }, async () => {
    const source = `export const defaultCompressors = [{ name: 'slow', open: () => undefined, detect(text) {
      if (text.startsWith('a')) for (let i = 0; i < text.length; i++) for (let j = 0; j < text.length; j++) globalThis.sum ^= j
      if (text.startsWith(':')) throw new Error('no')
      return 0
    } }]`
    const failures = await run(`data:text/javascript,${encodeURIComponent(source)}`, [1_048_576], 4000)
    expect(failures).toEqual([
      'slow.detect on 1048576 characters of letters: no end within 4 s',
      'slow.detect on 1048576 characters of colons: threw no',
      'slow.detect on 1048576 characters of keys and values: no end within 4 s',
    ])
  })
})

function run(module: string, lengths: readonly number[], killMilliseconds: number): Promise<readonly string[]> {
  const data: HostileData = { module, lengths }
  return runBounded(WORKER, data, killMilliseconds)
}
