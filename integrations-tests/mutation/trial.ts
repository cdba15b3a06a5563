import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Mutant } from './mutants.ts'

/** How the tests took a mutant: they failed, they did not end, or they noticed nothing. */
export type Fate = 'killed' | 'timed out' | 'survived'

/** A copy of a package in which mutants are tried. */
export interface Trial {
  /** Runs the tests over the package as it is; throws where they fail. */
  assertGreen(): Promise<void>
  /** Runs the tests over one mutant. */
  run(mutant: Mutant): Promise<Fate>
  /** Takes the copy away. */
  end(): void
}

/** A mutant whose tests run longer than this is in a loop: whole rooms test in seconds. */
const TIMEOUT_MILLISECONDS = 60_000

/**
 * Copies a package to a temporary folder.
 *
 * @param root Of the repository.
 * @param folder The package, from the root.
 * @param tests Which tests to run: parts of their paths.
 */
export function openTrial(root: string, folder: string, tests: readonly string[]): Trial {
  const copy = mkdtempSync(join(tmpdir(), 'headroom-mutation-'))
  cpSync(join(root, folder), join(copy, folder), {
    recursive: true,
    filter: (path) => !/\/(?:node_modules|dist|\.turbo)$/.test(path),
  })
  cpSync(join(root, 'tsconfig.json'), join(copy, 'tsconfig.json'))
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  const run = (): Promise<Fate> => runTests(join(copy, folder), join(root, 'node_modules/.bin/vitest'), tests)
  return {
    async assertGreen() {
      const fate = await run()
      if (fate !== 'survived') throw new Error(`The tests fail before anything is changed (${fate}).`)
    },
    async run({ path, start, end, after }) {
      const file = join(copy, path)
      const text = readFileSync(file, 'utf8')
      writeFileSync(file, text.slice(0, start) + after + text.slice(end))
      const fate = await run()
      writeFileSync(file, text)
      return fate
    },
    end: () => rmSync(copy, { recursive: true, force: true }),
  }
}

function runTests(folder: string, vitest: string, tests: readonly string[]): Promise<Fate> {
  return new Promise((resolve) => {
    const options = ['run', '--dir', 'src', '--bail', '1', '--reporter', 'dot', ...tests]
    const child = spawn(vitest, options, { cwd: folder, stdio: 'ignore', detached: true })
    // A worker in an endless loop outlives the run that gave it up, and this process too: the whole group goes each time.
    const endGroup = (): void => killGroup(child.pid)
    const timer = setTimeout(() => done('timed out'), TIMEOUT_MILLISECONDS)
    const done = (fate: Fate): void => {
      clearTimeout(timer)
      process.off('exit', endGroup)
      endGroup()
      resolve(fate)
    }
    process.on('exit', endGroup)
    child.on('exit', (code) => done(code === 0 ? 'survived' : 'killed'))
  })
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // None of them is left.
  }
}

/** The folder of a package, from the root, that a path lies in. */
export function packageOf(path: string): string {
  return dirname(path).split('/').slice(0, 2).join('/')
}
