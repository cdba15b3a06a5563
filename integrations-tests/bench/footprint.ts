import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { median, milliseconds, printTable } from './print.ts'

const CORE = fileURLToPath(new URL('../../packages/core/', import.meta.url))
const PROGRAM =
  "const start = performance.now(); await import('@headroom/core'); console.log(performance.now() - start)"
/** Processes of which the median is told. */
const RUNS = 9

/** Prints how long a cold process takes to import core, without the tokenizer (it loads on first use), and how large core is. */
export function benchFootprint(): void {
  const times = Array.from({ length: RUNS }, () =>
    Number(
      execFileSync(process.execPath, ['--input-type=module', '-e', PROGRAM], {
        cwd: import.meta.dirname,
        encoding: 'utf8',
      }),
    ),
  )
  const packed = execFileSync('npm', ['pack', '--dry-run', '--json'], {
    cwd: CORE,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [{ unpackedSize = 0, entryCount = 0 } = {}] = JSON.parse(packed) as {
    unpackedSize?: number
    entryCount?: number
  }[]
  printTable(
    'Footprint of core',
    ['what', 'measured', 'aim'],
    [
      ['import, cold, without the tokenizer', milliseconds(median(times)), '40 ms'],
      [`unpacked, ${entryCount} files`, `${(unpackedSize / 1e3).toFixed(0)} kB`, '150 kB'],
    ],
  )
}
