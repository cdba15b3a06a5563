import { readFile } from 'node:fs/promises'
import { Misuse } from './misuse.ts'

/**
 * All bytes of a file, or of standard input where no file is named or it is `-`.
 *
 * @throws Misuse where the file cannot be read, where there is nothing to read, or where a terminal would be waited for.
 */
export async function readInput(file: string | undefined): Promise<Uint8Array> {
  const bytes = file === undefined || file === '-' ? await readStandardInput() : await readNamed(file)
  if (bytes.length === 0) throw new Misuse(`${file ?? 'Standard input'} is empty: there is nothing to compress.`)
  return bytes
}

async function readStandardInput(): Promise<Uint8Array> {
  if (process.stdin.isTTY) throw new Misuse('No FILE was named and nothing is piped in. Try: headroom compress FILE')
  const chunks: Uint8Array[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}

async function readNamed(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    const problem = PROBLEMS.get(code) ?? (cause instanceof Error ? cause.message : String(cause))
    throw new Misuse(`${file} cannot be read: ${problem}.`)
  }
}

const PROBLEMS: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['EISDIR', 'it is a folder'],
  ['EACCES', 'you may not read it'],
])
