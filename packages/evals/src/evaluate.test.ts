import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Compressor, createMemoryStore, type Opened } from '@headroom/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evaluate, type EvaluateOptions } from './evaluate.ts'
import { engine, type Subject } from './subject.ts'
import type { FailureCounts, FidelityReport } from './types/report.ts'

const LOG = Array.from({ length: 80 }, (_, index) => `request ${1000 + index} to host took ${2000 + index} ms`).join(
  '\n',
)
const ROWS = JSON.stringify(
  Array.from({ length: 80 }, (_, id) => ({
    id: 1000 + id,
    state: 'open',
    url: `https://example.org/issues/${1000 + id}`,
  })),
  undefined,
  2,
)

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fidelity-'))
  for (const kind of ['logs', 'json']) await mkdir(join(folder, 'outputs', kind), { recursive: true })
  await writeFile(join(folder, 'outputs/logs/a.log'), LOG)
  await writeFile(join(folder, 'outputs/json/a.json'), ROWS)
})

afterAll(() => rm(folder, { recursive: true }))

const judged = (options: EvaluateOptions): Promise<FidelityReport> => evaluate(folder, { speed: false, ...options })

/** A compressor for logs that gives out any form, without the proof that `defineCompressor` makes. */
function unproven(
  forms: { readonly lossless?: string; readonly view?: string },
  decode: (text: string) => string,
): Compressor {
  const opened = (text: string): Opened => ({
    canonical: () => text,
    lossless: () => (forms.lossless === undefined ? undefined : { text: forms.lossless }),
    view: () =>
      forms.view === undefined
        ? undefined
        : { text: forms.view, unit: 'lines', total: 80, kept: 1, reasons: [], facts: [] },
  })
  return { name: 'unproven', detect: (text) => (text === LOG ? 1 : 0), open: opened, decode }
}

/** Counts of broken promises under a policy, those that hold left out. */
async function brokenBy(subject: Subject, policy: 'lossless' | 'balanced'): Promise<Partial<FailureCounts>> {
  const { policies, breaches } = await judged({ subject, policies: [policy], kinds: ['logs'] })
  const counts = Object.entries<number>({ ...policies[policy]?.counts })
  const broken = Object.fromEntries(counts.filter(([, count]) => count > 0))
  expect(breaches.map(({ figure }) => figure)).toEqual(
    Object.keys(broken).map((name) => `/policies/${policy}/counts/${name}`),
  )
  return broken
}

describe('evaluate', () => {
  it('finds nothing wrong with the engine, and says what it saves', async () => {
    const { layout, policies, breaches, unmeasured, skipped } = await judged({ thresholds: {} })
    expect({ layout, breaches, unmeasured, skipped }).toEqual({
      layout: 'data',
      breaches: [],
      unmeasured: [],
      skipped: [],
    })
    for (const policy of [policies.lossless, policies.balanced]) {
      expect(policy?.failures).toEqual([])
      expect(Object.keys(policy?.kinds ?? {})).toEqual(['json', 'logs'])
      expect(policy?.kinds['json']).toMatchObject({ texts: 1, changed: 1 })
      expect(policy?.kinds['json']?.savedMedian).toBeGreaterThan(0.4)
      expect(policy?.kinds['json']?.savedMedianOfMinified).toBeLessThan(policy?.kinds['json']?.savedMedian ?? 0)
      expect(policy?.groups['JSON rows']?.texts).toBe(1)
    }
    expect(Object.entries(policies.lossless?.kinds['json']?.changedBy ?? {})).toEqual([
      [expect.stringMatching(/^json-\w+ lossless$/), 1],
    ])
  })

  it('bounds only what it is asked to measure', async () => {
    expect((await judged({ policies: ['lossless'], kinds: ['logs'] })).unmeasured).toEqual([])
    expect((await judged({})).unmeasured.filter((figure) => figure.includes('/pace/'))).toEqual([])
    const { unmeasured } = await judged({ thresholds: { '/policies/lossless/pace/slowestMegabytesPerSecond': {} } })
    expect(unmeasured).toEqual(['/policies/lossless/pace/slowestMegabytesPerSecond'])
  })

  it('gives the same figures each time', async () => {
    const [first, again] = [await judged({}), await judged({})]
    expect(again.policies).toEqual(first.policies)
  })

  it('catches a lossless form that decodes to another text', async () => {
    const broken = unproven({ lossless: 'short' }, () => LOG.replace('request', 'reqest'))
    expect(await brokenBy(engine([broken]), 'lossless')).toEqual({ decodeFailures: 1 })
  })

  it('catches a lossless form that loses a literal', async () => {
    const broken = unproven({ lossless: 'short' }, () => LOG.replace('took 2007', 'took 2008'))
    expect(await brokenBy(engine([broken]), 'lossless')).toEqual({ decodeFailures: 1, literalsLost: 1 })
  })

  it('catches JSON whose numbers come back in another spelling', async () => {
    const base = engine()
    const rounding: Subject = {
      ...base,
      decode: (name, text) => base.decode(name, text)?.replace('"id":1000', '"id":1e3'),
    }
    const { policies } = await judged({ subject: rounding, policies: ['lossless'], kinds: ['json'] })
    expect(policies.lossless?.counts).toMatchObject({ decodeFailures: 1 })
  })

  it('catches a lossless form without a decoder', async () => {
    const { decode: _, ...broken } = unproven({ lossless: 'short' }, String)
    expect(await brokenBy(engine([broken]), 'lossless')).toMatchObject({ decodeFailures: 1 })
  })

  it('catches a view with a literal that is altered or fused', async () => {
    const broken = unproven({ view: 'request 1001 to host took 2999 ms\n10022002' }, String)
    expect(await brokenBy(engine([broken]), 'balanced')).toEqual({ literalsAltered: 2 })
  })

  it('accepts a view of whole lines', async () => {
    const whole = unproven({ view: LOG.split('\n').slice(0, 3).join('\n') }, String)
    expect(await brokenBy(engine([whole]), 'balanced')).toEqual({})
  })

  it('catches a text that grows', async () => {
    const base = engine()
    const growing: Subject = {
      ...base,
      async compressText(text, options) {
        const { outcome } = await base.compressText(text, options)
        return { text: `${text}\nand so on`, outcome: { ...outcome, form: 'lossless', by: 'log' } }
      },
      decode: () => LOG,
    }
    expect(await brokenBy(growing, 'lossless')).toEqual({ neverWorseViolations: 1 })
  })

  it('catches a view whose original is stored nowhere, or as another text', async () => {
    const view = unproven({ view: 'request 1001 to host took 2001 ms' }, String)
    const base = engine([view])
    const forgetful: Subject = {
      ...base,
      compressText: (text, options) => base.compressText(text, { ...options, store: createMemoryStore() }),
    }
    expect(await brokenBy(forgetful, 'balanced')).toEqual({ originalsLost: 1 })
    const careless: Subject = {
      ...base,
      async compressText(text, options) {
        const result = await base.compressText(text, options)
        await options.store?.set(
          result.outcome.key ?? '',
          { kind: 'original', text: text.trimEnd().slice(1) },
          Infinity,
        )
        return result
      },
    }
    expect(await brokenBy(careless, 'balanced')).toEqual({ originalsLost: 1 })
  })

  it('tells how far it is', async () => {
    const steps: [number, number][] = []
    await judged({ onProgress: (done, total) => steps.push([done, total]) })
    expect(steps.map(([done]) => done)).toEqual(steps.map((_, index) => index + 1))
    expect(steps.at(-1)).toEqual([steps.length, steps.length])
  })

  it('times each kind where that is asked for', async () => {
    const doingNothing: Subject = {
      ...engine(),
      compressText: (text) =>
        Promise.resolve({
          text,
          outcome: { path: [], role: 'tool', form: 'verbatim', reason: 'not-smaller', tokensBefore: 0, tokensAfter: 0 },
        }),
      kindOf: (text) => (text === LOG ? 'log' : 'other'),
    }
    const { policies } = await judged({ speed: true, kinds: ['logs'], subject: doingNothing })
    for (const policy of [policies.lossless, policies.balanced]) {
      expect(policy?.speed['logs']?.megabytesPerSecond).toBeGreaterThan(0)
      expect(policy?.speed['logs']?.longTextCharacters).toBeGreaterThan(1e7)
      expect(policy?.pace).toMatchObject({ slowestKind: 'logs', longestBlockOf: 'logs' })
    }
  })
})
