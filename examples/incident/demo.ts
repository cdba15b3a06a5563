import { argv, cwd, env } from 'node:process'
import { resolve } from 'node:path'
import { reportIncident } from './print/report-incident.ts'
import { reportOwn } from './print/report-own.ts'

const [file] = argv.slice(2)

try {
  // npm runs scripts at the root; a path is meant from where it was typed.
  const from = env['INIT_CWD'] ?? cwd()
  process.exitCode = file === undefined ? await reportIncident(env) : await reportOwn(resolve(from, file))
} catch (error) {
  console.error(`\n ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
