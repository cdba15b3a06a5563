import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Mutant, mutantsOf } from './mutants.ts'
import { type Fate, openTrial, packageOf } from './trial.ts'

// `npm run mutate -- packages/core/src/compressors/search --limit 60`: changes one thing at a time in the files of a folder and says
// which changes no test notices. Slow: each mutant is a run of the folder's tests.

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const USAGE = `npm run mutate -- FOLDER|FILE [--limit N] [--tests PART,…] [--json]

  --limit N      mutants to try, spread evenly over all (default: 100; 0: all)
  --tests PART   which tests of the package to run, by parts of their paths (default: those beside the code)
  --json         print the report as JSON`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { limit: { type: 'string', default: '100' }, tests: { type: 'string' }, json: { type: 'boolean' } },
})
const [target = ''] = positionals
const limit = Number(values.limit)
if (!isSource(target) || !Number.isInteger(limit) || limit < 0) {
  console.error(`There is no source at '${target}', or --limit '${values.limit}' is no whole number.\n\n${USAGE}`)
  process.exit(2)
}

const all = sourcesIn(target).flatMap((path) => mutantsOf(path, readFileSync(join(ROOT, path), 'utf8')))
const chosen = spread(all, limit === 0 ? all.length : limit)
const fates = await tried(chosen)
report(fates)

function isSource(path: string): boolean {
  return /^packages\/[^/]+\/src\b/.test(path) && statSync(join(ROOT, path), { throwIfNoEntry: false }) !== undefined
}

function sourcesIn(path: string): readonly string[] {
  const files = path.endsWith('.ts') ? [path] : globSync(`${path}/**/*.ts`, { cwd: ROOT })
  return files.filter((file) => !/\.test(?:-d)?\.ts$/.test(file)).toSorted()
}

function spread(mutants: readonly Mutant[], count: number): readonly Mutant[] {
  if (mutants.length <= count) return mutants
  return Array.from({ length: count }, (_, index) => mutants[Math.floor((index * mutants.length) / count)]).filter(
    (mutant) => mutant !== undefined,
  )
}

async function tried(mutants: readonly Mutant[]): Promise<readonly (Mutant & { readonly fate: Fate })[]> {
  const folder = packageOf(target)
  const tests = values.tests?.split(',') ?? [target.slice(`${folder}/src/`.length).replace(/\.ts$/, '')]
  const trial = openTrial(ROOT, folder, tests)
  const done: (Mutant & { readonly fate: Fate })[] = []
  const stop = (): void => {
    trial.end()
    process.exit(1)
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  try {
    await trial.assertGreen()
    for (const mutant of mutants) {
      done.push({ ...mutant, fate: await trial.run(mutant) })
      if (process.stderr.isTTY) process.stderr.write(`\r\u001B[2K${done.length} of ${mutants.length}`)
    }
  } finally {
    trial.end()
    if (process.stderr.isTTY) process.stderr.write('\r\u001B[2K')
  }
  return done
}

function report(mutants: readonly (Mutant & { readonly fate: Fate })[]): void {
  const survived = mutants.filter(({ fate }) => fate === 'survived')
  if (values.json === true) {
    console.log(JSON.stringify({ target, possible: all.length, tried: mutants.length, survived }, undefined, 2))
    return
  }
  for (const { path, line, before, after } of survived) console.log(`${path}:${line}  ${before} → ${after}`)
  const killed = mutants.length - survived.length
  console.log(
    `${target}: ${killed} of ${mutants.length} mutants noticed (of ${all.length} possible), ${survived.length} not.`,
  )
}
