import { readFileSync } from 'node:fs'
import { HeadroomError } from '@headroom/core'
import { Command, CommanderError } from 'commander'
import { compressCommand } from './commands/compress.ts'
import { retrieveCommand } from './commands/retrieve.ts'
import { MISUSE, Misuse } from './misuse.ts'

/**
 * Runs the command line.
 *
 * @param argv As `process.argv`: two words in front, then the arguments.
 * @returns The exit code: 0, 1 where an original was not found, 2 for misuse, which standard error explains.
 */
export async function runProgram(argv: readonly string[]): Promise<number> {
  let exitCode = 0
  const program = new Command('headroom')
    .description('Shortens what agents read, keeps every original, and gives originals back.')
    .version(version(), '-V, --version')
    .exitOverride()
    .showHelpAfterError('(headroom --help shows what would do)')
    .addHelpText('after', EXAMPLES)
  // Sub-commands take over what is set when they are added.
  program.addCommand(compressCommand().copyInheritedSettings(program))
  program.addCommand(retrieveCommand((code) => (exitCode = code)).copyInheritedSettings(program))
  try {
    await program.parseAsync(argv)
    return exitCode
  } catch (error) {
    return exitCodeOf(error)
  }
}

const EXAMPLES = `
Examples:
  $ headroom compress request.json > shorter.json     a request body: the tool results in it
  $ kubectl get pods -o json | headroom compress      one tool output
  $ headroom compress app.log --store --query timeout shorter still: what is left out can be retrieved
  $ headroom retrieve 8f3a09bc71de4f02 --lines 40-60  part of an original, byte for byte`

function version(): string {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
  return manifest.version
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : MISUSE
  if (error instanceof Misuse || HeadroomError.isInstance(error)) {
    const cause = error.cause instanceof Error ? ` ${error.cause.message}` : ''
    process.stderr.write(`headroom: ${error.message}${cause}\n`)
    return MISUSE
  }
  throw error
}
