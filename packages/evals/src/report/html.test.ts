import { describe, expect, it } from 'vitest'
import type { FidelityReport, KindReport, PolicyReport } from '../types/report.ts'
import { htmlReport } from './html.ts'
import { plainReport } from './plain.ts'

const KIND: KindReport = {
  texts: 2,
  characters: 4000,
  tokensBefore: 12_345,
  tokensAfter: 6000,
  savedTotal: 0.514,
  savedMedian: 0.5,
  savedMedianOfMinified: 0.4,
  changed: 1,
  changedBy: { 'log view': 2 },
  literals: { total: 10, visible: 7, apart: 1, encoded: 0, dropped: 2 },
}
const POLICY: PolicyReport = {
  kinds: { logs: KIND },
  groups: {},
  probes: {
    log_fact: {
      asked: 2,
      visible: 1,
      retrieved: 1,
      whole: 0,
      encoded: 0,
      lost: 0,
      visibleShare: 0.5,
      reachableShare: 1,
    },
  },
  hidden: [
    {
      id: 'p',
      kind: 'log_fact',
      file: 'a\u001B[31m.log',
      query: '<script>',
      missing: ['x'],
      fate: 'retrieved',
      form: 'view log',
    },
  ],
  unanswerable: 1,
  traces: {
    traces: 1,
    unread: 0,
    requests: 3,
    tokensBefore: 100,
    tokensAfter: 90,
    savedTotal: 0.1,
    savedMedian: 0.2,
    prefixBreaks: 0,
  },
  speed: {
    logs: {
      characters: 1e6,
      milliseconds: 100,
      megabytesPerSecond: 10,
      megabytesPerSecondUncounted: 30,
      longestBlockMilliseconds: 12,
      longTextCharacters: 1e7,
    },
  },
  blocks: { CSV: { characters: 1e7, megabytesPerSecond: 14, longestBlockMilliseconds: 31, became: 'lossless table' } },
  pace: {
    medianMegabytesPerSecond: 12.3,
    slowestMegabytesPerSecond: 4.5,
    slowestKind: 'logs',
    longestBlockMilliseconds: 31,
    longestBlockOf: 'CSV',
  },
  counts: {
    decodeFailures: 1,
    neverWorseViolations: 0,
    literalsLost: 0,
    literalsAltered: 0,
    originalsLost: 0,
    prefixBreaks: 0,
  },
  failures: [{ failure: 'decodeFailures', name: 'a & b.log', detail: 'https://example.org/ "x"' }],
}
const REPORT: FidelityReport = {
  folder: 'some/<folder>',
  layout: 'data',
  sample: 2,
  skipped: [{ name: 'a.png', why: 'binary' }],
  policies: { lossless: POLICY, balanced: POLICY },
  breaches: [{ figure: '/policies/lossless/counts/decodeFailures', measured: 1, bound: { atMost: 0 } }],
  unmeasured: [],
  seconds: 12,
  peakMemoryBytes: 2 ** 28,
}

describe('htmlReport', () => {
  const page = htmlReport(REPORT)

  it('asks for nothing from elsewhere and runs nothing', () => {
    expect(page).not.toMatch(/<(?:script|link|img|iframe|object|embed|base|image|use)\b/i)
    expect(page).not.toMatch(/\b(?:src|href|srcset|data|action)\s*=/i)
    expect(page).not.toMatch(/url\(|@import|@font-face|xmlns/i)
  })

  it('writes what comes from files as text', () => {
    expect(page).toContain('some/&lt;folder&gt;')
    expect(page).toContain('a &amp; b.log')
    expect(page).toContain('&lt;script&gt;')
  })

  it('draws each chart beside the table of its figures, in the colours of the page', () => {
    expect(page.match(/<svg role="img" aria-label="/g)).toHaveLength(8)
    expect(page.match(/<table>/g)?.length).toBeGreaterThanOrEqual(8)
    expect(page).toContain('prefers-color-scheme: dark')
    expect(page).toContain('fill="var(--colour-1)"')
    expect(page.replace(/<style>[^]*?<\/style>/, '')).not.toMatch(/<style|#0[12]0[12]0[12]|#1[1-5]0[1-5]0[1-5]/)
  })

  it('is the same page for the same report', () => {
    expect(htmlReport(REPORT)).toBe(page)
  })

  it('says which threshold is broken', () => {
    expect(page).toContain('lossless: counts / decodeFailures is 1, must be at most 0')
  })
})

describe('plainReport', () => {
  it('aligns figures, groups digits, and lists failures', () => {
    const text = plainReport(REPORT, false)
    expect(text).toContain('kind  texts  before  after   total  median')
    expect(text).toContain('logs      2  12 345  6 000  51.4 %  50.0 %')
    expect(text).toContain('decodeFailures  a & b.log: https://example.org/ "x"')
    expect(text).not.toContain('Not visible\n')
  })

  it('lists hidden answers where that is asked for, and lets no name steer the terminal', () => {
    const text = plainReport(REPORT, true)
    expect(text).toContain('log_fact p a [31m.log | <script> | missing ["x"] | retrieved, view log')
    expect(text).not.toContain('\u001B')
  })

  it('shows a long question and all that its answer lacks', () => {
    const [hidden] = POLICY.hidden
    if (hidden === undefined) throw new Error('The fixture hides an answer.')
    const asked = { ...hidden, query: 'why '.repeat(100).trim(), missing: ['a'.repeat(300)] }
    const text = plainReport({ ...REPORT, policies: { lossless: { ...POLICY, hidden: [asked] } } }, true)
    expect(text).toContain(`${asked.query} | missing ["${'a'.repeat(300)}"] | retrieved`)
  })

  it('prints no share of nothing', () => {
    const literals = { total: 0, visible: 0, apart: 0, encoded: 0, dropped: 0 }
    const policy = { ...POLICY, kinds: { prose: { ...KIND, literals } } }
    expect(plainReport({ ...REPORT, policies: { lossless: policy } }, false)).toMatch(/^prose +0 +0 +0 +0 +0 +–$/m)
  })

  it('keeps groups apart from kinds, and says that they are the same texts again', () => {
    const policy = { ...POLICY, kinds: { csv: KIND }, groups: { tables: KIND } }
    const report = { ...REPORT, policies: { lossless: policy } }
    const parts = plainReport(report, false).split('\n\n')
    expect(parts.filter((part) => /^csv /m.test(part)).some((part) => /^tables /m.test(part))).toBe(false)
    expect(parts.find((part) => part.startsWith('Tokens saved, by group.'))).toMatch(/subsets[^]*^tables /m)
    expect(parts.find((part) => part.startsWith('Literals, by group.'))).toMatch(/subsets[^]*^tables /m)
    expect(htmlReport(report).match(/aria-label="(?:Tokens saved|Literals), by group/g)).toHaveLength(2)
  })

  it('counts one thing as one', () => {
    const text = plainReport(REPORT, false)
    expect(text).toContain('1 threshold is broken:')
    expect(text).toContain('1 question is not counted')
    expect(text).toContain('1 file or part was skipped, 1 of them binary (--show names all):\n  … and 1 more')
    expect(plainReport(REPORT, true)).toContain('1 of them binary:\n  a.png: binary')
    const twice = { ...REPORT, breaches: [...REPORT.breaches, ...REPORT.breaches] }
    expect(plainReport(twice, false)).toContain('2 thresholds are broken:')
  })

  it('names each threshold that has nothing to measure', () => {
    const report = { ...REPORT, unmeasured: ['/policies/lossless/pace/slowestMegabytesPerSecond'] }
    expect(plainReport(report, false)).toContain(
      '1 threshold has nothing to measure here:\n  lossless: pace / slowestMegabytesPerSecond',
    )
    expect(htmlReport(report)).toContain('lossless: pace / slowestMegabytesPerSecond')
    expect(plainReport({ ...report, breaches: [] }, false)).toContain('Every threshold that was measured holds.')
  })

  it('sums up the pace as the aims name it', () => {
    const text = plainReport(REPORT, false)
    expect(text).toMatch(/throughput of new content, median over kinds +12\.3 MB\/s/)
    expect(text).toMatch(/throughput of new content, slowest kind +4\.5 MB\/s +logs/)
    expect(text).toMatch(/longest block of the event loop for a 10 MB output +31 ms +CSV/)
    expect(text).toMatch(/^CSV +14\.0 +31 +lossless table$/m)
  })
})
