#!/usr/bin/env node
import { MISUSE } from './misuse.ts'
import { nodeProblem } from './node-version.ts'

// A reader that has seen enough (`| head`) is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : MISUSE))
}

const problem = nodeProblem(process.versions.node)
if (problem === undefined) {
  // Imported only now: an old Node may not even load it.
  const { runProgram } = await import('./program.ts')
  process.exitCode = await runProgram(process.argv)
} else {
  process.stderr.write(`${problem}\n`)
  process.exitCode = MISUSE
}
