import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { GrammarCommand, Transform } from './grammar-command.ts'
import { createPlayground, type Playground } from './playground.ts'

// node integrations-tests/grammar/record.ts [list …]: runs the commands of each list in the playground and keeps what they print
// in corpus/<list>/<name>.txt. A list is a file `<list>-commands.ts` beside this one.

const HERE = new URL('./', import.meta.url)
const CORPUS = new URL('corpus/', HERE)
/** Bytes of one kept output: a shape shows in a screenful. */
const MAX_BYTES = 4096
const MAX_MILLISECONDS = 20_000
/** Where the playground seems to stand, on any machine. */
const UNIX_FOLDER = '/home/dev/playground'
const WINDOWS_FOLDER = 'C:\\Users\\dev\\playground'

const all = readdirSync(HERE).flatMap((file) => /^(.+)-commands\.ts$/.exec(file)?.[1] ?? [])
const lists = process.argv.length > 2 ? process.argv.slice(2) : all.sort()
const unknown = lists.filter((list) => !all.includes(list))
if (unknown.length > 0) throw new Error(`no list ${unknown.join(', ')}; there are: ${all.join(', ')}`)

for (const list of lists) {
  const { commands } = (await import(new URL(`${list}-commands.ts`, HERE).href)) as {
    readonly commands: readonly GrammarCommand[]
  }
  mkdirSync(new URL(`${list}/`, CORPUS), { recursive: true })
  const playground = createPlayground()
  for (const command of commands) console.log(`${list}/${command.name}: ${record(list, command, playground)}`)
  playground.remove()
}

function record(list: string, command: GrammarCommand, playground: Playground): string {
  if (spawnSync('sh', ['-c', `command -v ${command.needs}`]).status !== 0) return `SKIPPED, no ${command.needs} here`
  const output = outputOf(command, playground)
  if (output.length > MAX_BYTES)
    return `NOT KEPT, ${output.length} bytes are more than ${MAX_BYTES}: narrow the command`
  const path = new URL(`${list}/${command.name}.txt`, CORPUS)
  writeFileSync(path, output)
  return `${output.length} bytes to ${fileURLToPath(path).slice(fileURLToPath(HERE).length)}`
}

function outputOf({ run, transform }: GrammarCommand, { folder, env }: Playground): Buffer {
  const { stdout, error } = spawnSync('sh', ['-c', `exec 2>&1\n${run}`], {
    cwd: folder,
    env,
    timeout: MAX_MILLISECONDS,
    maxBuffer: 1 << 20,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (error !== undefined) throw new Error(`${run} failed`, { cause: error })
  // Latin-1 maps each byte to one character and back, so that nothing but the folder changes.
  const output = stdout.toString('latin1').replaceAll(folder, UNIX_FOLDER)
  return Buffer.from(transform === undefined ? output : transformed(output, transform, folder, env), 'latin1')
}

function transformed(output: string, transform: Transform, folder: string, env: Playground['env']): string {
  if (transform === 'agent-paths') return output.replace(new RegExp(`^${UNIX_FOLDER}/(?=.*:)`, 'gm'), '')
  const text = transform === 'crlf' ? output : withBackslashes(output, folder, env)
  return transform === 'windows-paths' ? text : text.replaceAll('\n', '\r\n')
}

function withBackslashes(output: string, folder: string, env: Playground['env']): string {
  const found = execFileSync('find', ['.', '-mindepth', '2', '-not', '-path', './.git/*'], { cwd: folder, env })
  const paths = found.toString('latin1').split('\n').filter(Boolean)
  // Longer paths first: a folder's path begins those of its files.
  const spellings = paths
    .flatMap((path) => [path, path.slice(2)])
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  const local = spellings.reduce((text, path) => text.replaceAll(path, path.replaceAll('/', '\\')), output)
  return local.replaceAll(`${UNIX_FOLDER}/`, `${WINDOWS_FOLDER}\\`).replaceAll(UNIX_FOLDER, WINDOWS_FOLDER)
}
