import { readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { HeadroomError } from '@headroom/core'
import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { evaluate, type EvaluateOptions } from './evaluate.ts'
import { MISUSE, Misuse } from './misuse.ts'
import { startProgress } from './progress.ts'
import { counted } from './report/format.ts'
import { htmlReport } from './report/html.ts'
import { plainReport } from './report/plain.ts'
import { deadEnd, readThresholds } from './thresholds.ts'
import { JUDGED_POLICIES, type FidelityReport, type JudgedPolicy } from './types/report.ts'

/** Exit code where a threshold is broken. */
const BROKEN = 1

interface Options {
  readonly json?: string | true
  readonly html?: string
  readonly sample?: number
  readonly kind?: readonly string[]
  readonly policy?: readonly JudgedPolicy[]
  readonly speed: boolean
  readonly show?: boolean
  readonly thresholds?: string
}

/**
 * Runs the command line.
 *
 * @param argv As `process.argv`: two words in front, then the arguments.
 * @returns The exit code: 0, 1 where a threshold is broken, 2 for misuse, which standard error explains.
 */
export async function runProgram(argv: readonly string[]): Promise<number> {
  let exitCode = 0
  const program = command(async (folder, options) => {
    exitCode = await judgeFolder(folder, options)
  })
  try {
    await program.parseAsync(argv)
    return exitCode
  } catch (error) {
    return exitCodeOf(error)
  }
}

function command(run: (folder: string, options: Options) => Promise<void>): Command {
  return new Command('headroom-fidelity')
    .description(
      'Judges what compression does to the content of a folder: what it saves, what it keeps, how fast it is.',
    )
    .version(version(), '-V, --version')
    .argument('<folder>', "the evaluation data, or a folder of your own: tool outputs and agents' transcripts")
    .option('--json [file]', 'the report as JSON, to a file, or instead of the tables')
    .option('--html <file>', 'the report as one page with charts, readable offline')
    .option('--sample <n>', 'only n files of each kind, the same ones each time', wholeNumber)
    .option(
      '--kind <names>',
      'only these kinds, with commas between: folders under outputs, traces, evals, or names of compressors',
      names,
    )
    .option('--policy <names>', `only these policies: ${JUDGED_POLICIES.join(', ')}`, policyNames)
    .option('--no-speed', 'measure no time')
    .option('--show', 'list each question whose answer is not visible, each failure and each skipped file')
    .option('--thresholds <file>', 'bounds of your own, as JSON, instead of the defaults')
    .exitOverride()
    .showHelpAfterError('(headroom-fidelity --help shows what would do)')
    .addHelpText('after', HELP)
    .action(run)
}

const HELP = `
Exit codes: 0 every threshold holds, 1 one is broken, 2 called wrongly, or a threshold of your own leads to no figure.

Examples:
  $ headroom-fidelity ~/.claude/projects            your own transcripts: what would be saved, and what kept
  $ headroom-fidelity data --html fidelity.html     all of it, as a page
  $ headroom-fidelity data --sample 5 --no-speed    a part, for CI
  $ headroom-fidelity data --kind json,logs         two kinds
  $ headroom-fidelity logs --json | jq .policies.balanced.kinds
  $ echo '{"/policies/lossless/kinds/log/savedMedian": {"atLeast": 0.3}}' > bounds.json
  $ headroom-fidelity logs --thresholds bounds.json`

function version(): string {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
  return manifest.version
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.')
  return Number(text)
}

// An option may be given again, too: it adds to what was given.
function names(text: string, before: readonly string[] = []): readonly string[] {
  const given = text.split(',').map((name) => name.trim())
  if (given.includes('')) throw new InvalidArgumentError('A name is missing.')
  return [...before, ...given]
}

function policyNames(text: string, before: readonly JudgedPolicy[] = []): readonly JudgedPolicy[] {
  return [...before, ...names(text).map(policyName)]
}

function policyName(text: string): JudgedPolicy {
  const found = JUDGED_POLICIES.find((name) => name === text)
  if (found === undefined) throw new InvalidArgumentError(`Allowed are ${JUDGED_POLICIES.join(', ')}.`)
  return found
}

async function judgeFolder(folder: string, options: Options): Promise<number> {
  const thresholds =
    options.thresholds === undefined ? undefined : readThresholds(await readOwn(options.thresholds), options.thresholds)
  const { show, end } = startProgress()
  const report = await evaluate(folder, {
    ...evaluateOptions(options),
    ...(thresholds === undefined ? {} : { thresholds }),
    onProgress: show,
  }).finally(end)
  await write(report, options)
  if (thresholds !== undefined && report.unmeasured.length > 0) {
    process.stderr.write(unledText(report))
    return MISUSE
  }
  return report.breaches.length === 0 ? 0 : BROKEN
}

function unledText(report: FidelityReport): string {
  const lines = report.unmeasured.map((figure) => `  ${figure}: ${deadEnd(report, figure)}\n`)
  return `headroom-fidelity: ${counted(lines.length, 'threshold leads', 'thresholds lead')} to no figure:\n${lines.join('')}`
}

function evaluateOptions({ policy, kind, sample, speed }: Options): EvaluateOptions {
  return {
    speed,
    ...(policy === undefined ? {} : { policies: JUDGED_POLICIES.filter((name) => policy.includes(name)) }),
    ...(kind === undefined ? {} : { kinds: kind }),
    ...(sample === undefined ? {} : { sample }),
  }
}

async function readOwn(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new Misuse(`${file} cannot be read: ${messageOf(cause)}.`, { cause })
  }
}

async function write(report: FidelityReport, { json, html, show = false }: Options): Promise<void> {
  const asJson = `${JSON.stringify(report, undefined, 2)}\n`
  if (html !== undefined) await writeOwn(html, htmlReport(report))
  if (typeof json === 'string') await writeOwn(json, asJson)
  await print(json === true ? asJson : `${plainReport(report, show)}\n`)
}

async function writeOwn(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text)
  } catch (cause) {
    throw new Misuse(`${file} cannot be written: ${messageOf(cause)}.`, { cause })
  }
}

function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()))
  })
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : MISUSE
  if (error instanceof Misuse || HeadroomError.isInstance(error)) {
    process.stderr.write(`headroom-fidelity: ${error.message}\n`)
    return MISUSE
  }
  throw error
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
