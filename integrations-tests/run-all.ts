import { type SpawnOptions, spawn } from 'node:child_process'
import { globSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// `npm test`: every check of the repository, one after another. A failure stops none of the later ones.
// Ends with one line that is true: `N passed, N failed, N skipped`.

interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

interface Stage {
  readonly name: string
  readonly tally: Tally
  readonly seconds: number
}

/** The part of vitest's JSON report that is read. */
interface VitestReport {
  readonly success: boolean
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly unknown[]
  }[]
}

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const VITEST_REPORT = '.turbo/vitest.json'
const PASSED: Tally = { passed: 1, failed: 0, skipped: 0 }
const FAILED: Tally = { passed: 0, failed: 1, skipped: 0 }
const KEYLESS: NodeJS.ProcessEnv = { ANTHROPIC_API_KEY: undefined, OPENAI_API_KEY: undefined }

const stages = [
  await check('build', 'turbo', 'run', 'build'),
  await check('lint', 'oxlint', '--deny-warnings'),
  await check('format', 'oxfmt', '--check'),
  await check('unused code', 'knip'),
  await check('types', 'tsc', '--noEmit'),
  ...(await test()),
  ...(await runExamples()),
]
report(stages)

/** One command, one check. */
async function check(name: string, command: string, ...options: readonly string[]): Promise<Stage> {
  const { isOk, seconds } = await run(name, command, options)
  return { name, tally: isOk ? PASSED : FAILED, seconds }
}

/** The tests of every workspace, counted from vitest's own reports. */
async function test(): Promise<readonly Stage[]> {
  const folders = ['integrations-tests', 'examples', ...globSync('packages/*', { cwd: ROOT })]
    .filter(hasTests)
    .toSorted()
  for (const folder of folders) rmSync(join(ROOT, folder, VITEST_REPORT), { force: true })
  // `--only`: what is built is built already. `--force`: a test that did not run now counts for nothing.
  const turbo = ['run', 'test', '--only', '--force', '--continue', '--concurrency=2', '--env-mode=loose']
  const vitest = ['--reporter=default', '--reporter=json', `--outputFile.json=${VITEST_REPORT}`]
  const { isOk, seconds } = await run('test', 'turbo', [...turbo, '--', ...vitest])
  const tested = folders.map((folder) => ({
    name: `test ${folder}`,
    tally: tallyOf(join(ROOT, folder, VITEST_REPORT)),
    seconds,
  }))
  const isExplained = isOk || tested.some(({ tally }) => tally.failed > 0)
  return isExplained ? tested : [...tested, { name: 'test run', tally: FAILED, seconds }]
}

/** Every example, without a terminal, and without a key: a test run must not spend money. */
async function runExamples(): Promise<readonly Stage[]> {
  const files = globSync(['examples/*.ts', 'examples/*/demo.ts'], {
    cwd: ROOT,
    exclude: ['examples/run-all.ts'],
  }).toSorted()
  const results: Stage[] = []
  for (const file of files) {
    const { isOk, seconds } = await run(file, process.execPath, [file], KEYLESS)
    results.push({ name: file, tally: isOk ? PASSED : FAILED, seconds })
  }
  return results
}

function run(
  name: string,
  command: string,
  options: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<{ isOk: boolean; seconds: number }> {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 96 - name.length))}\n`)
  const start = performance.now()
  const settings: SpawnOptions = {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, CI: 'true', TURBO_TELEMETRY_DISABLED: '1', ...environment },
  }
  return new Promise((resolve) => {
    const finish = (isOk: boolean): void => resolve({ isOk, seconds: (performance.now() - start) / 1000 })
    const child = spawn(command, options, settings)
    child.on('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`)
      finish(false)
    })
    child.on('close', (code) => finish(code === 0))
  })
}

function tallyOf(path: string): Tally {
  const found = readReport(path)
  if (found === undefined) return FAILED
  // A file that could not be loaded has no tests, and an error outside all tests belongs to none of them.
  const unloaded = found.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length
  const failed = found.numFailedTests + unloaded
  return {
    passed: found.numPassedTests,
    failed: failed === 0 && !found.success ? 1 : failed,
    skipped: found.numPendingTests + found.numTodoTests,
  }
}

function readReport(path: string): VitestReport | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as VitestReport
  } catch {
    // No report, or half of one: the run broke off.
    return undefined
  }
}

function hasTests(folder: string): boolean {
  const manifest = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as {
    scripts?: { test?: string }
  }
  return manifest.scripts?.test !== undefined
}

function report(all: readonly Stage[]): void {
  const sum = (pick: (tally: Tally) => number): number => all.reduce((total, { tally }) => total + pick(tally), 0)
  const failed = sum((tally) => tally.failed)
  console.log(`\n── summary ${'─'.repeat(89)}\n`)
  for (const { name, tally, seconds } of all) {
    const mark = tally.failed > 0 ? 'FAILED' : 'ok    '
    console.log(`${mark} ${name.padEnd(40)} ${wordTally(tally).padEnd(40)} ${seconds.toFixed(1).padStart(7)} s`)
  }
  process.exitCode = failed > 0 ? 1 : 0
  console.log(
    `\n${wordTally({ passed: sum((tally) => tally.passed), failed, skipped: sum((tally) => tally.skipped) })}`,
  )
}

function wordTally({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}
