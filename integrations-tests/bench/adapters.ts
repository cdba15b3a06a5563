import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeLinesBetween, parseSource } from '../house/source-file.ts'
import { ROOT } from '../house/project.ts'
import { median, milliseconds, printTable } from './print.ts'

/** An adapter as it is imported, and what its user has imported already. */
interface Door {
  readonly adapter: string
  readonly host: string
}

const DOORS: readonly Door[] = [
  { adapter: '@headroom/ai-sdk', host: 'ai' },
  { adapter: '@headroom/ai-sdk/mastra', host: '@mastra/core/agent' },
  { adapter: '@headroom/clients/anthropic', host: '@anthropic-ai/sdk' },
  { adapter: '@headroom/clients/bedrock', host: '@aws-sdk/client-bedrock-runtime' },
  { adapter: '@headroom/clients/google', host: '@google/genai' },
  { adapter: '@headroom/clients/openai', host: 'openai' },
  { adapter: '@headroom/express', host: 'express' },
  { adapter: '@headroom/express/fastify', host: 'fastify' },
  { adapter: '@headroom/hono', host: 'hono' },
  { adapter: '@headroom/langchain', host: 'langchain' },
  { adapter: '@headroom/litellm', host: 'litellm' },
  { adapter: '@headroom/openai-agents', host: '@openai/agents' },
  { adapter: '@headroom/strands', host: '@strands-agents/sdk' },
]

/** Processes of which the median is told. */
const RUNS = 9

/** Prints how large each adapter is, in lines and packed, and what its import adds to that of its host in a cold process. */
export function benchAdapters(): void {
  printTable(
    'Adapters: lines of code without comments and blank lines, and what npm packs (aims: 200 lines, langchain 350; 30 kB)',
    ['package', 'adapter', 'dialect', 'packed'],
    [...new Set(DOORS.map(({ adapter }) => packageOf(adapter)))].map((name) => [
      name,
      linesOf(name, (path) => !isDialect(path)),
      linesOf(name, isDialect),
      `${(packedBytes(name) / 1e3).toFixed(1)} kB`,
    ]),
  )
  printTable(
    `Adapters: import in a cold process, medians of ${RUNS} (aim: 20 ms over its host)`,
    ['adapter', 'host', 'host alone', 'adapter after it'],
    DOORS.map(({ adapter, host }) => {
      const times = Array.from({ length: RUNS }, () => importTimes(host, adapter))
      const [alone, added] = [median(times.map(([first]) => first)), median(times.map(([, second]) => second))]
      return [adapter, host, milliseconds(alone), milliseconds(added)]
    }),
  )
}

function packageOf(adapter: string): string {
  return adapter.split('/').slice(0, 2).join('/')
}

function folderOf(name: string): string {
  return `packages/${name.slice('@headroom/'.length)}`
}

function isDialect(path: string): boolean {
  return path.includes('/dialect/')
}

function linesOf(name: string, isMeant: (path: string) => boolean): number {
  const paths = globSync(`${folderOf(name)}/src/**/*.ts`, { cwd: ROOT }).filter(
    (path) => !/\.test(?:-d)?\.ts$|\/testing\//.test(path) && isMeant(path),
  )
  return paths
    .map((path) => parseSource(path, readFileSync(join(ROOT, path), 'utf8')))
    .reduce((sum, file) => sum + codeLinesBetween(file, 0, file.text.length), 0)
}

function packedBytes(name: string): number {
  const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--workspace', name], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [{ size = 0 } = {}] = JSON.parse(packed) as readonly { readonly size?: number }[]
  return size
}

/** Milliseconds that a cold process takes to import the host, as the adapter finds it, and the adapter after it. */
function importTimes(host: string, adapter: string): readonly [number, number] {
  const program = `const start = performance.now(); await import('${host}'); const middle = performance.now()
    await import('${adapter}'); console.log(JSON.stringify([middle - start, performance.now() - middle])); process.exit(0)`
  const told = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: join(ROOT, folderOf(packageOf(adapter))),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return JSON.parse(told) as [number, number]
}
