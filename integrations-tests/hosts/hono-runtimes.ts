import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A runtime in which an application of Hono is served. */
export interface Runtime {
  readonly name: string
  /** Whether it is installed. */
  readonly isThere: boolean
  start(): Promise<{ readonly url: string; stop(): Promise<void> | void }>
}

const SERVE = fileURLToPath(new URL('./hono-serve.ts', import.meta.url))
const APP = fileURLToPath(new URL('./hono-readers.ts', import.meta.url))
const FOLDER = dirname(APP)

const { platform, arch } = process
const BUN = fileBeside(
  () => import.meta.resolve('bun/package.json'),
  `@oven/bun-${platform}-${arch === 'arm64' ? 'aarch64' : arch}/bin/bun`,
  // Where it has run, Bun's install script has moved it here.
  'bun/bin/bun.exe',
)
const DENO = fileBeside(
  () => import.meta.resolve('deno/package.json'),
  `@deno/${platform}-${arch}${platform === 'linux' ? '-glibc' : ''}/deno`,
)
const MINIFLARE = fileBeside(() => import.meta.resolve('miniflare'), 'workerd/package.json')

/** Every runtime that Hono is promised to be served in. A worker is built by Bun. */
export const RUNTIMES: readonly Runtime[] = [
  program('Node', process.execPath, [SERVE]),
  program('Node with its own Request', process.execPath, [SERVE, '--own-objects']),
  program('Bun', BUN, [SERVE]),
  program('Deno', DENO, ['run', '--allow-all', '--no-lock', '--node-modules-dir=manual', SERVE]),
  {
    name: 'Workers',
    isThere: BUN !== undefined && MINIFLARE !== undefined,
    start: startWorker,
  },
]

function program(name: string, path: string | undefined, args: readonly string[]): Runtime {
  return {
    name,
    isThere: path !== undefined,
    async start() {
      const env = { ...process.env, DENO_NO_UPDATE_CHECK: '1', NODE_NO_WARNINGS: '1' }
      const child = spawn(path ?? '', args, { cwd: FOLDER, env, stdio: ['ignore', 'pipe', 'pipe'] })
      return { url: `http://127.0.0.1:${await portOf(child)}`, stop: () => void child.kill() }
    },
  }
}

function portOf(child: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => {
        said += String(chunk)
        const [, port] = /port (\d+)\n/.exec(said) ?? []
        if (port !== undefined) resolve(port)
      })
    child.once('exit', () => reject(new Error(`It did not start: ${said}`)))
  })
}

async function startWorker(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const { Miniflare } = await import('miniflare')
  const folder = mkdtempSync(join(tmpdir(), 'worker-'))
  const [path, entry] = [join(folder, 'worker.js'), join(folder, 'entry.ts')]
  writeFileSync(entry, `import { app } from ${JSON.stringify(APP)}\nexport default app\n`)
  execFileSync(BUN ?? '', ['build', entry, '--target=browser', '--format=esm', `--outfile=${path}`])
  const contents = readFileSync(path, 'utf8')
  rmSync(folder, { recursive: true })
  const modules = [{ type: 'ESModule' as const, path: 'worker.js', contents }]
  // The oldest date that has what the engine takes its turns by, `MessageChannel`.
  const worker = new Miniflare({ modules, compatibilityDate: '2025-08-15' })
  return { url: (await worker.ready).origin, stop: () => worker.dispose() }
}

/** The path of the first of some files in what a package brings along; undefined where none is there. */
function fileBeside(packageUrl: () => string, ...files: readonly string[]): string | undefined {
  try {
    const folders = createRequire(packageUrl()).resolve.paths('any') ?? []
    const paths = files.flatMap((file) => folders.map((folder) => join(folder, file)))
    return paths.find((path) => existsSync(path))
  } catch {
    // Not installed, as where optional dependencies are left out.
    return undefined
  }
}
