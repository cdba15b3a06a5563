#!/usr/bin/env node
import { MISUSE } from './misuse.ts'
import { runProgram } from './program.ts'

// A reader that has seen enough (`| head`) is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : MISUSE))
}

process.exitCode = await runProgram(process.argv)
