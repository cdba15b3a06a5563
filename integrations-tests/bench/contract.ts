import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../house/project.ts'
import { printTable } from './print.ts'

/** What vitest says of one test. */
interface Told {
  readonly ancestorTitles: readonly string[]
  readonly title: string
  readonly status: string
}

const HOST = ', Headroom in it'
const EXCEPTION = ': NOT HERE, '

/** Runs the contract of hosts and prints, for each host and way to ask, how many of its points hold, and the exceptions by name. */
export function benchContract(): void {
  const points = told().flatMap(({ ancestorTitles: [host = '', mode = ''], title, status }) => {
    const [point = '', reason] = title.split(EXCEPTION)
    return host.endsWith(HOST) ? [{ host: host.slice(0, -HOST.length), mode, point, reason, status }] : []
  })
  const hosts = [...new Set(points.map(({ host, mode }) => `${host}, ${mode}`))].map((name) => {
    const own = points.filter(({ host, mode }) => `${host}, ${mode}` === name)
    const holding = own.filter(({ reason, status }) => reason === undefined && status === 'passed')
    const excepted = own.filter(({ reason }) => reason !== undefined)
    return [name, own.length, holding.length, excepted.length, own.length - holding.length - excepted.length]
  })
  printTable('Hosts by points of the contract', ['host', 'points', 'hold', 'excepted', 'broken'], hosts)
  const sum = (column: number): number => hosts.reduce((total, row) => total + Number(row[column]), 0)
  console.log(
    `${hosts.length} hosts and ways to ask: ${sum(1)} points, ${sum(2)} hold, ${sum(3)} excepted, ${sum(4)} broken`,
  )
  for (const { host, mode, point, reason } of points)
    if (reason !== undefined) console.log(`excepted: ${host}, ${mode}: ${point}: ${reason}`)
}

function told(): readonly Told[] {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-contract-'))
  const file = join(folder, 'told.json')
  spawnSync('npx', ['vitest', 'run', 'hosts/', '--reporter=json', `--outputFile=${file}`], {
    cwd: join(ROOT, 'integrations-tests'),
    stdio: 'ignore',
  })
  const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly testResults: readonly { readonly assertionResults: readonly Told[] }[]
  }
  rmSync(folder, { recursive: true, force: true })
  return testResults.flatMap(({ assertionResults }) => assertionResults)
}
