// Runs every example as a process of its own and says which hold what they claim.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { env, execPath } from 'node:process'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))
const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'run-all.ts')
const runs = [
  ...files.toSorted().map((name) => [name]),
  ['incident/demo.ts'],
  ['incident/demo.ts', `${folder}incident/captured/payments.json`],
]

// Examples need no key, and a test run must not spend money on one.
const { ANTHROPIC_API_KEY: _anthropic, OPENAI_API_KEY: _openai, ...keyless } = env

const failed = runs.filter(([name = '', ...args]) => {
  const { status, stdout, stderr } = spawnSync(execPath, [folder + name, ...args], { encoding: 'utf8', env: keyless })
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'}  examples/${name}${args.length > 0 ? ' FILE' : ''}`)
  if (status !== 0) console.log(stdout + stderr)
  return status !== 0
})

process.exitCode = failed.length === 0 ? 0 : 1
