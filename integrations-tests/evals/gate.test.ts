import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { hasShared, sharedPath } from '../shared-data.ts'

const GATE = fileURLToPath(new URL('../../packages/evals/dist/fidelity.js', import.meta.url))
/** Room for a JSON report of a sample. */
const MAX_OUTPUT = 1 << 26

interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the built gate as a process of its own. */
function runGate(...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(process.execPath, [GATE, ...args], { maxBuffer: MAX_OUTPUT }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr })
    })
  })
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fidelity-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

interface Report {
  readonly layout: string
  readonly policies: Record<
    'lossless' | 'balanced',
    {
      readonly kinds: Readonly<Record<string, { readonly changed: number }>>
      readonly probes: object
      readonly counts: object
    }
  >
  readonly breaches: readonly unknown[]
}

describe.skipIf(!hasShared)('the fidelity gate over a sample of the shared data', () => {
  it('finds every promise kept, in each kind, for answers and for conversations', async () => {
    const folder = await temporaryFolder()
    const page = join(folder, 'fidelity.html')
    const { code, stdout, stderr } = await runGate(
      sharedPath('data'),
      '--sample',
      '2',
      '--no-speed',
      '--json',
      '--html',
      page,
    )
    expect(stderr).toBe('')
    const report = JSON.parse(stdout) as Report
    expect(report).toMatchObject({ layout: 'data', breaches: [] })
    expect(code).toBe(0)
    const { lossless, balanced } = report.policies
    const promises = {
      decodeFailures: 0,
      neverWorseViolations: 0,
      literalsLost: 0,
      literalsAltered: 0,
      originalsLost: 0,
      prefixBreaks: 0,
    }
    for (const policy of [lossless, balanced]) {
      expect(policy.counts).toEqual(promises)
      expect(Object.keys(policy.kinds)).toEqual(expect.arrayContaining(['csv', 'json', 'logs', 'search', 'traces']))
      expect(Object.keys(policy.probes)).toEqual(expect.arrayContaining(['json_lookup', 'kv_needle', 'trace_needed']))
    }
    expect(await readFile(page, 'utf8')).toContain('</html>')
  })
})

describe('the fidelity gate over a folder of one’s own', () => {
  it('reads a transcript beside a log, ends with 0, and with 1 where a threshold is broken', async () => {
    const folder = await temporaryFolder()
    const rows = JSON.stringify(
      Array.from({ length: 50 }, (_, id) => ({ id, state: 'open', title: `issue number ${id}` })),
    )
    const records = [
      { type: 'user', message: { role: 'user', content: 'list the issues' } },
      {
        type: 'assistant',
        message: { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'issues', input: {} }] },
      },
      { type: 'user', message: { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: rows }] } },
      { type: 'assistant', message: { role: 'assistant', content: [{ type: 'text', text: 'There are 50.' }] } },
    ]
    await writeFile(join(folder, 'session.jsonl'), records.map((record) => JSON.stringify(record)).join('\n'))
    await writeFile(join(folder, 'notes.txt'), 'only a few words')
    const { code, stdout } = await runGate(folder, '--no-speed', '--json')
    expect(code).toBe(0)
    const { layout, policies } = JSON.parse(stdout) as Report
    expect(layout).toBe('own')
    expect(policies.lossless).toMatchObject({
      traces: { traces: 1, unread: 0, requests: 3, prefixBreaks: 0 },
    })
    // Which compressor is surest of rows is not the gate's to say.
    const [kind = ''] = Object.entries(policies.lossless.kinds)
      .filter(([, { changed }]) => changed === 1)
      .map(([name]) => name)
    const bounds = join(await temporaryFolder(), 'bounds.json')
    await writeFile(bounds, JSON.stringify({ [`/policies/lossless/kinds/${kind}/savedMedian`]: { atLeast: 0.99 } }))
    const broken = await runGate(folder, '--no-speed', '--thresholds', bounds)
    expect(broken.code).toBe(1)
    expect(broken.stdout).toContain(`kinds / ${kind} / savedMedian`)
  })

  it('ends with 2 where there is no such folder', async () => {
    const { code, stderr } = await runGate(join(await temporaryFolder(), 'none'))
    expect(code).toBe(2)
    expect(stderr).toContain('There is no folder')
  })
})
