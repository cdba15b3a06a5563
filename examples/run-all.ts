// Runs every example as a process of its own and says which hold what they claim.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { execPath } from 'node:process'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))
const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'run-all.ts')
const examples = [...files, 'incident/demo.ts'].toSorted()

const failed = examples.filter((name) => {
  const { status, stdout, stderr } = spawnSync(execPath, [folder + name], { encoding: 'utf8', env: environment() })
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'}  examples/${name}`)
  if (status !== 0) console.log(stdout + stderr)
  return status !== 0
})

process.exitCode = failed.length === 0 ? 0 : 1

// Examples need no key, and a test run must not spend money on one.
function environment(): NodeJS.ProcessEnv {
  const { ANTHROPIC_API_KEY: _anthropic, OPENAI_API_KEY: _openai, ...rest } = process.env
  return rest
}
