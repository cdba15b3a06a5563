import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const HEADROOM = fileURLToPath(new URL('../../packages/cli/dist/headroom.js', import.meta.url))

/** What a run of the command left behind. */
export interface Ran {
  readonly code: number | null
  readonly stdout: Buffer
  readonly stderr: string
}

/** Runs the built command as a process of its own. */
export function runHeadroom(
  args: readonly string[],
  options: { readonly stdin?: string | Uint8Array; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [HEADROOM, ...args], { env: { ...process.env, ...options.env } })
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []]
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
    child.on('error', reject)
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() }),
    )
    child.stdin.on('error', () => undefined)
    child.stdin.end(options.stdin ?? '')
  })
}
