import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

const PROGRAM = `
import { compress, createMemoryStore } from '@headroom/core'
import { text } from 'node:stream/consumers'
const { request } = await compress(JSON.parse(await text(process.stdin)), { store: createMemoryStore() })
process.stdout.write(JSON.stringify(request))
`

/**
 * Compresses a request in a process of its own, with another time zone, locale and hash seed.
 *
 * @param salt Tells processes apart.
 * @returns The compressed request as JSON.
 */
export async function compressInNewProcess(request: unknown, salt: number): Promise<string> {
  const env = {
    ...process.env,
    TZ: ['UTC', 'Asia/Tokyo', 'America/New_York'][salt % 3],
    LANG: ['C', 'tr_TR.UTF-8', 'de_DE.UTF-8'][salt % 3],
  }
  const child = spawn(process.execPath, [`--hash-seed=${salt}`, '--input-type=module', '-e', PROGRAM], {
    cwd: import.meta.dirname,
    env,
  })
  child.stdin.end(JSON.stringify(request))
  const [out, problem] = await Promise.all([text(child.stdout), text(child.stderr)])
  if (out === '') throw new Error(`The process gave nothing: ${problem}`)
  return out
}
