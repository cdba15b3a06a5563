import {
  compress,
  compressBody,
  type CompressOptions,
  createMemoryStore,
  type Dialect,
  type PolicyName,
  retrieveTool,
  spliceEdits,
} from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { hasShared } from '../shared-data.ts'
import { EXCHANGES, type RecordedRequest, REQUESTS } from './exchanges.ts'
import { faultOf } from './grammar.ts'
import { inflated } from './inflated.ts'
import { signatureEdits } from './signatures.ts'
import { isInsertion, unplannedChange } from './unplanned-change.ts'

const OTHERS = EXCHANGES.filter(({ json, dialect }) => json !== undefined && dialect === undefined)
const REPLIES_ONLY = EXCHANGES.filter(({ json }) => json === undefined)

describe.skipIf(!hasShared)(`0 of ${EXCHANGES.length} recorded exchanges`, () => {
  it.each<PolicyName>(['lossless', 'balanced', 'aggressive'])(
    `have a byte changed that was not planned, or an invalid request, under %s (${REQUESTS.length} requests)`,
    async (policy) => {
      const bad: string[] = []
      for (const { name, dialect, url, json } of REQUESTS) {
        const fault = (await trial(dialect, json, { policy, url })).fault
        if (fault !== undefined) bad.push(`${name}: ${fault}`)
      }
      expect(bad).toEqual([])
    },
  )

  it.each<PolicyName>(['lossless', 'balanced', 'aggressive'])(
    'have one under %s where their tool results are long',
    async (policy) => {
      const bad: string[] = []
      let changed = 0
      for (const { name, dialect, url, json } of REQUESTS.filter(hasResults)) {
        const { fault, changes } = await trial(dialect, inflated(dialect, json), { policy, url })
        if (fault !== undefined) bad.push(`${name}: ${fault}`)
        changed += changes
      }
      expect(bad).toEqual([])
      expect(changed).toBeGreaterThan(500)
    },
  )

  it(`are of another endpoint (${OTHERS.length}) and come out as another body`, async () => {
    for (const { json = '' } of OTHERS) expect((await compressBody(json)).body).toBe(json)
    expect(REQUESTS.length + OTHERS.length + REPLIES_ONLY.length).toBe(EXCHANGES.length)
  })
})

interface Trial {
  readonly fault: string | undefined
  /** Texts that became others. */
  readonly changes: number
}

/** Declares the tool, compresses with both writers, and reads the outcome as the provider would. */
async function trial(
  dialect: Dialect,
  json: string,
  { policy, url }: { readonly policy: PolicyName; readonly url: string },
): Promise<Trial> {
  const original: Readonly<Record<string, unknown>> = JSON.parse(json)
  const tool = dialect.addTool(original, retrieveTool)
  const edits = [...tool, ...signatureEdits(dialect, original)]
  const before = spliceEdits(json, edits)
  const request: typeof original = JSON.parse(before)
  const options = (): CompressOptions => ({ policy, dialect, store: createMemoryStore() })
  const { body } = await compressBody(before, options())
  const compressed: typeof original = JSON.parse(body)
  const whole = await compress(request, options())
  const paths = [...dialect.segments(request)].map(({ path }) => path)
  const changes = whole.report.outcomes.filter(({ form }) => form !== 'verbatim').length
  const fault =
    (isInsertion(json, spliceEdits(json, tool)) ? undefined : 'the tool is not put between the bytes') ??
    unplannedChange(before, body, paths) ??
    (JSON.stringify(whole.request) === JSON.stringify(compressed) ? undefined : 'the two writers do not agree') ??
    faultOf(dialect, compressed, { url })
  return { fault, changes }
}

function hasResults({ dialect, request }: RecordedRequest): boolean {
  for (const { role } of dialect.segments(request)) if (role === 'tool') return true
  return false
}
