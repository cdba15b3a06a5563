import { dialects, policies, type PolicyName } from '@headroom/core'
import { Command, Option } from 'commander'
import { standardErrorColors } from '../colors.ts'
import { type CompressedInput, compressInput } from '../compress-input.ts'
import { tableOfOutcome, tableOfReport } from '../report-table.ts'
import { startProgress } from '../progress.ts'
import { readInput } from '../read-input.ts'
import { storeFor } from '../store-folder.ts'
import { writeOutput } from '../write-output.ts'

interface Options {
  readonly policy?: PolicyName
  readonly query?: string
  readonly tool?: string
  readonly store?: string | boolean
  readonly json?: boolean
  readonly dialect?: string
  readonly model?: string
}

/** `headroom compress [FILE]`: the result on standard output, what was done on standard error. */
export function compressCommand(): Command {
  return new Command('compress')
    .description('Shorten a request body, a list of messages, a transcript or one tool output.')
    .argument('[file]', 'what to shorten; standard input where it is left out or -')
    .addOption(new Option('--policy <name>', 'how far to go').choices(Object.keys(policies)))
    .option('--query <text>', 'what is being asked; a view of one tool output shows what answers it')
    .option('--tool <name>', 'the tool that produced one tool output')
    .option('--store [folder]', 'allow views, and keep their originals here ($HEADROOM_STORE or ~/.headroom/store)')
    .option('--json', 'one JSON object on standard output instead: the report and the result')
    .addOption(new Option('--dialect <name>', "the request's format").choices(dialects.map(({ name }) => name)))
    .option('--model <name>', 'the model that will read it, for its tokenizer')
    .addHelpText('after', HELP)
    .action(compressFile)
}

const HELP = `
Without --store the result decodes to the input: nothing is left out.
With --store, results may leave parts out and name a key. Whoever reads them must be able to run
headroom retrieve KEY, or have the tool headroom_retrieve on the same folder.

Examples:
  $ headroom compress request.json > shorter.json
  $ headroom compress app.log --store --query "why did checkout time out"
  $ kubectl get pods -o json | headroom compress --tool kubectl --json | jq .outcome`

async function compressFile(file: string | undefined, options: Options): Promise<void> {
  const { store: folder, json, ...given } = options
  const store = await storeFor(folder)
  const bytes = await readInput(file)
  const { onEvent, end } = startProgress(bytes.length)
  const compressed = await compressInput(bytes, {
    ...given,
    ...(store === undefined ? {} : { store }),
    ...(onEvent === undefined ? {} : { onEvent }),
  }).finally(end)
  await writeOutput(json === true ? `${JSON.stringify(recordOf(compressed))}\n` : compressed.output)
  process.stderr.write(`${tableOf(compressed)}\n`)
  if (store === undefined && options.policy !== undefined && options.policy !== 'lossless')
    process.stderr.write(`Without --store nothing may be left out: ${options.policy} was lossless here.\n`)
}

function recordOf(compressed: CompressedInput): unknown {
  const result =
    typeof compressed.output === 'string'
      ? compressed.output
      : new TextDecoder('utf-8', { ignoreBOM: true }).decode(compressed.output)
  if (compressed.kind === 'body') return { report: compressed.report, body: result }
  return { outcome: compressed.outcome, text: result }
}

function tableOf(compressed: CompressedInput): string {
  const colors = standardErrorColors()
  return compressed.kind === 'body'
    ? tableOfReport(compressed.report, colors)
    : tableOfOutcome(compressed.outcome, colors)
}
