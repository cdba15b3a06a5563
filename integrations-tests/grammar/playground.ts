import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { CHANGED, FIRST, REFUNDS, RENAMED, type Tree } from './playground-files.ts'

/** A small repository that commands are run in. */
export interface Playground {
  /** Absolute path of its folder. */
  readonly folder: string
  /** Environment of every command: no user's settings, one time zone, one language. */
  readonly env: Readonly<Record<string, string>>
  /** Takes the folder away. */
  readonly remove: () => void
}

/** Each commit is a day after the one before; every file carries the time of the last. */
const START = Date.UTC(2026, 0, 5, 9, 30)
const DAY = 24 * 60 * 60 * 1000

/**
 * Makes the playground in the folder for temporary files: some 25 files with awkward names and contents, five commits with
 * a merge, a rename and a deletion among them, and staged, unstaged and untracked changes. The same bytes, hashes and times
 * on every machine.
 */
export function createPlayground(): Playground {
  const home = join(tmpdir(), 'headroom-grammar')
  const folder = join(home, 'playground')
  rmSync(home, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const env = environment(home)
  const git = (day: number, ...args: readonly string[]): void => {
    const date = new Date(START + day * DAY).toISOString()
    execFileSync('git', args, { cwd: folder, env: { ...env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date } })
  }
  const commit = (day: number, message: string): void => {
    git(day, 'add', '--all')
    git(day, 'commit', '--quiet', '--message', message)
  }
  git(0, 'init', '--quiet', '--initial-branch', 'main')
  write(folder, FIRST)
  commit(0, 'Take orders')
  git(1, 'checkout', '--quiet', '-b', 'feature/refunds')
  write(folder, REFUNDS)
  commit(1, 'Give money back')
  git(2, 'checkout', '--quiet', 'main')
  git(2, 'mv', 'src/old-name.ts', 'src/new-name.ts')
  git(2, 'rm', '--quiet', 'docs/obsolete.md')
  write(folder, RENAMED)
  chmodSync(join(folder, 'scripts/run all.sh'), 0o755)
  commit(2, 'Rename a file, drop a page')
  git(3, 'merge', '--quiet', '--no-ff', '--message', 'Merge feature/refunds', 'feature/refunds')
  git(3, 'tag', 'v1.0.0')
  write(folder, CHANGED.staged)
  git(4, 'add', '--all')
  write(folder, CHANGED.unstaged)
  rmSync(join(folder, 'src/empty.ts'))
  write(folder, CHANGED.untracked)
  setTimes(folder, env)
  return { folder, env, remove: () => rmSync(home, { recursive: true, force: true }) }
}

function environment(home: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    TZ: 'UTC',
    LC_ALL: 'C.UTF-8',
    TERM: 'dumb',
    PAGER: 'cat',
    COLUMNS: '100',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Dana Dev',
    GIT_AUTHOR_EMAIL: 'dana@example.com',
    GIT_COMMITTER_NAME: 'Dana Dev',
    GIT_COMMITTER_EMAIL: 'dana@example.com',
  }
}

function write(folder: string, tree: Tree): void {
  for (const [path, content] of Object.entries(tree)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content, { mode: 0o644 })
  }
}

/** Each file a minute after the one before it, in the order of their names, so that a listing by time has an order. */
function setTimes(folder: string, env: Readonly<Record<string, string>>): void {
  const found = execFileSync('find', ['.', '-path', './.git', '-prune', '-o', '-print'], { cwd: folder, env })
  const paths = found.toString().split('\n').filter(Boolean).sort().toReversed()
  paths.forEach((path, index) => {
    const time = new Date(START + 4 * DAY + index * 60_000)
    utimesSync(join(folder, path), time, time)
  })
}
