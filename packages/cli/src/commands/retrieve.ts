import { isKey, retrieve, type Retrieved } from '@headroom/core'
import { createFsStore } from '@headroom/stores/fs'
import { Command, InvalidArgumentError } from 'commander'
import { Misuse } from '../misuse.ts'
import { defaultStoreFolder } from '../store-folder.ts'
import { writeOutput } from '../write-output.ts'

interface Selectors {
  readonly lines?: string
  readonly grep?: string
  readonly path?: string
  readonly index?: number
  readonly query?: string
}

interface Options extends Selectors {
  readonly store?: string
  readonly json?: boolean
}

/** Exit code where there is no such original, or no such part of it. */
const NOT_FOUND = 1

/**
 * `headroom retrieve KEY`: an original or a part of it on standard output, which part it is on standard error.
 *
 * @param exit Is told the exit code where it is not 0.
 */
export function retrieveCommand(exit: (code: number) => void): Command {
  return new Command('retrieve')
    .description('Print an original, whole or in part, byte for byte.')
    .argument('<key>', '16 hexadecimal digits, as a shortened result names them')
    .option('--lines <range>', 'lines from 1: 40-60, 40, 40-, or -20 for the last 20')
    .option('--grep <expression>', 'lines, or rows of JSON, that match')
    .option('--path <path>', 'a JSON value: $.items[3].name')
    .option('--index <number>', 'a row of JSON, from 0; with --path, of the list there', wholeNumber)
    .option('--query <words>', 'the lines or rows that say most about these words')
    .option('--store <folder>', 'where originals are kept ($HEADROOM_STORE or ~/.headroom/store)')
    .option('--json', 'one JSON object on standard output instead')
    .addHelpText('after', HELP)
    .action(async (key: string, options: Options) => {
      const found = await retrieveKey(key, options)
      if (!found) exit(NOT_FOUND)
    })
}

const HELP = `
Exit codes: 0 found, 1 not found, 2 called wrongly.

Examples:
  $ headroom retrieve 8f3a09bc71de4f02 > original.json
  $ headroom retrieve 8f3a09bc71de4f02 --grep 'ERROR|FATAL'
  $ headroom retrieve 8f3a09bc71de4f02 --path '$.items[3]' --store ./originals`

async function retrieveKey(
  key: string,
  { store = defaultStoreFolder(), json, ...selectors }: Options,
): Promise<boolean> {
  check(key, selectors)
  const retrieved = await retrieve(createFsStore(store), { key, ...selectors }, { maxLength: Infinity })
  if (json === true) await writeOutput(`${JSON.stringify(retrieved)}\n`)
  else await print(retrieved, store)
  return retrieved.found
}

function check(key: string, selectors: Selectors): void {
  if (!isKey(key))
    throw new Misuse(
      `${JSON.stringify(key)} is no key. A key is 16 hexadecimal digits, as a shortened result names them.`,
    )
  const given = Object.keys(selectors)
  const isItem = given.toSorted().join() === 'index,path'
  if (given.length > 1 && !isItem)
    throw new Misuse(`Give one of ${given.map((name) => `--${name}`).join(', ')}: each selects by itself.`)
}

async function print(retrieved: Retrieved, store: string): Promise<void> {
  if (!retrieved.found) {
    process.stderr.write(`headroom: ${retrieved.message} (store: ${store})\n`)
    return
  }
  await writeOutput(retrieved.text)
  // Only a person needs a line end that the original does not have.
  if (process.stdout.isTTY && !retrieved.text.endsWith('\n')) await writeOutput('\n')
  if (retrieved.note !== undefined) process.stderr.write(`${retrieved.note}\n`)
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 0.')
  return Number(text)
}
