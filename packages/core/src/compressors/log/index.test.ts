import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import { codeOf } from './code.ts'
import { clustersOf } from './groups.ts'
import { openNow } from '../open-now.ts'
import { log } from './index.ts'
import { linesOf } from '../lines.ts'
import { readLog } from './read.ts'
import { writeLog } from './write.ts'

const FIXED = { seed: 20_260_304, numRuns: 300 }
const service = readFileSync(new URL('__fixtures__/service.log', import.meta.url), 'utf8')
const progress = readFileSync(new URL('__fixtures__/progress.log', import.meta.url), 'utf8')

/** Lines that imitate the written form, or that a careless reader would take for it. */
const HOSTILE = [
  ['', ' ', '\r', '=', 'x =', '×3', '×0', '\\', '\\ A', '\\\\A', 'A', 'A 1', 'B = =', 'AA x', '12:00:01 A'],
  [
    'A 12:00:01 A 7',
    '{a} {1} {*}',
    'job {1} of {2}',
    'job {1} of {3}',
    'Log in 2 templates. Below them each line: verbatim.',
  ],
  ['a\u0000b 1', '\u0000', '\u0000 5', '\ud800 lone 7', '\ud800 lone 8', 'tab\tseparated\t1', 'half\rover 1'],
  ['\u001b[31mred 5\u001b[0m', 'é 1 é', 'x × 5', '1 ×5'],
].flat()
const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 8, maxLength: 8 })
const value = fc.oneof(
  fc.nat({ max: 99_999 }).map(String),
  fc.nat({ max: 99_999 }).map((number) => String(number).padStart(6)),
  fc.nat({ max: 255 }).map((part) => `10.0.0.${part}:80`),
  fc.nat({ max: 999 }).map((part) => `attempt_200811092030_0003_m_${part}_0`),
  fc.nat({ max: 99 }).map((part) => `${part}ms`),
  fc.constantFrom('root', 'A', 'B', '5', '{1}', '=', 'src/a1/b2', '09:00:01'),
  hex,
)
const word = fc.constantFrom(
  'started',
  'stopped',
  'failed',
  'slot',
  'user',
  'GET',
  '/var/lib/',
  'x=',
  'é',
  '{}',
  '#',
  '#',
  '##',
)
const stamp = fc
  .tuple(
    fc.constantFrom('2026-03-04 ', 'Mar  4 ', 'Mar 14 ', 'A 2026-03-04T', '[4/3 ', ''),
    fc.nat({ max: 5 }),
    fc.nat({ max: 59 }),
  )
  .map(([date, minute, second]) => `${date}09:0${minute}:${String(second).padStart(2, '0')} INFO  [worker] `)

const lineOf = (wordings: readonly (readonly string[])[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...wordings),
      fc.oneof(stamp, stamp, fc.constant('')),
      fc.array(value, { minLength: 12, maxLength: 12 }),
    )
    .map(([words, start, values]) => {
      let next = 0
      return start + words.join(' ').replaceAll('#', () => values[next++] ?? '')
    })

const lines = fc
  .array(fc.array(word, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 })
  .chain((wordings) =>
    fc.array(
      fc.oneof(
        { weight: 8, arbitrary: lineOf(wordings) },
        { weight: 2, arbitrary: fc.constantFrom(...HOSTILE) },
        { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
      ),
      { minLength: 5, maxLength: 80 },
    ),
  )

/** Texts like logs: few wordings with varying values, hostile lines, line ends of one kind or mixed, with and without the last. */
const texts = fc
  .tuple(lines, fc.constantFrom('\n', '\r\n', 'mixed'), fc.boolean(), fc.nat())
  .map(([all, end, isEnded, seed]) => {
    const coin = (index: number): boolean => ((seed >> (index % 29)) & 1) === 1
    const repeated = all.flatMap((line, index) => (coin(index + 7) ? [line, line, line] : [line]))
    const text = repeated.map((line, index) => line + (end === 'mixed' ? (coin(index) ? '\n' : '\r\n') : end)).join('')
    return isEnded ? text : text.slice(0, -1)
  })

/** The form even where it is no gain, so that short texts prove something, too. */
const written = (text: string): string => {
  const source = linesOf(text)
  return atOnce(writeLog(source, atOnce(codeOf(source.lines, atOnce(clustersOf(source.lines))))))
}

describe('the lossless form of a log', { timeout: 60_000 }, () => {
  it('decodes to the text, whatever the lines look like', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(atOnce(readLog(written(text)))).toBe(text)
      }),
      FIXED,
    )
  })

  it('decodes to the text for any text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary' })),
        fc.constantFrom('\n', '\r\n', '\r', '\n\n'),
        (parts, end) => {
          expect(atOnce(readLog(written(parts.join(end))))).toBe(parts.join(end))
        },
      ),
      FIXED,
    )
  })

  it('is given out where it is shorter, and only there', () => {
    expect(openNow(log, service)?.lossless()?.text).toBe(written(service))
    expect(openNow(log, 'one\ntwo\nthree\nfour\nfive\n')?.lossless()).toBeUndefined()
  })

  it('is the same every time', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(written(text)).toBe(written(text))
      }),
      { ...FIXED, numRuns: 50 },
    )
  })

  it('says each wording once, the date once, and keeps times and rare lines whole', () => {
    const form = written(service)
    expect(form.length).toBeLessThan(service.length * 0.5)
    expect(form.split('shop.Http').length - 1).toBeLessThan(5)
    expect(form).toContain('[cache] shop.Cache - evicted 812 entries, 64 MB over the limit')
    expect(form).toContain('09:14:56,232')
  })

  it('keeps the message of a failure in one piece', () => {
    expect(written(service)).toContain('connection to db-3.internal:5432 refused (attempt 26)')
  })

  it('counts lines that repeat', () => {
    const form = written(`start\n${'the same line again\n'.repeat(50)}end\n`)
    expect(form).toContain('the same line again\n×49\nend')
  })

  it('is not made for a handful of lines or a single endless one', () => {
    expect(openNow(log, 'a\nb\nc')).toBeUndefined()
    expect(openNow(log, 'a 1 '.repeat(100_000))).toBeUndefined()
  })
})

describe('the view of a log', { timeout: 60_000 }, () => {
  it('shows kept lines as they are and accounts for the others', () => {
    fc.assert(
      fc.property(
        texts,
        fc.constantFrom('', 'why "failed 5"', 'user root'),
        fc.constantFrom(undefined, 0.1, 0.5),
        (text, query, ratio) => {
          const plain = text.replaceAll('\r', '').replaceAll('\u001b', '')
          const view = openNow(log, plain)?.view({ query, ...(ratio === undefined ? {} : { keepRatio: ratio }) })
          if (view === undefined) return
          const source = plain.split('\n')
          const shown = shownLines(view.text, source)
          expect(view.total).toBe(source.length)
          expect(shown.kept).toBe(view.kept)
          expect(shown.kept + shown.leftOut).toBe(view.total)
          expect([0, shown.leftOut]).toContain(listedLines(view.text))
          if (view.text.startsWith('Left out, by wording')) expect(listedLines(view.text)).toBe(shown.leftOut)
        },
      ),
      FIXED,
    )
  })

  it('is the same every time', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const view = (): unknown => openNow(log, text)?.view({ query: 'why "failed 5"' })
        expect(view()).toEqual(view())
      }),
      { ...FIXED, numRuns: 50 },
    )
  })

  it('keeps the first of each warning', () => {
    const warned = Array.from(
      { length: 40 },
      (_, index) => `09:14:02 WARN disk ${index} is slow\n09:14:03 INFO tick ${index}\n`,
    )
    const view = openNow(log, `${'09:14:01 INFO tock 7\n'.repeat(20)}${warned.join('')}${'end\n'.repeat(9)}`)?.view({
      query: '',
    })
    expect(view?.text).toContain('WARN disk 0 is slow')
    expect(view?.text).not.toContain('WARN disk 1 is slow')
    expect(view?.reasons).toContain('first of each warning')
  })

  it('keeps failures with their context, rare lines, and the frames of the program', () => {
    const view = openNow(log, service)?.view({ query: '' })
    for (const part of [
      'refused (attempt 1)',
      'order 77120 not saved',
      'SQLTransientConnectionException: pool-2 - no connection within 3000ms',
      'OrderStore.java:88',
      'Main.java:17',
      'evicted 812 entries',
      'starting shop 4.2.1',
      'shop.Server - stopped',
    ]) {
      expect(view?.text).toContain(part)
    }
    expect(view?.text).toMatch(/… \d+-\d+: 7 frames of vendor code/)
    expect(view?.kept).toBeLessThan(60)
  })

  it('lists the wordings of the lines that are left out, with count, lines and times', () => {
    const view = openNow(log, service)?.view({ query: '' })
    expect(view?.text).toMatch(
      /^\d+× L\d+-\d+, 2026-03-04 09:14:\d\d,\d{3} – [\d:,]+: INFO {2}\[http-\{\}\]|^\d+× .*shop\.Http - GET /m,
    )
    expect(view?.facts.join('; ')).toMatch(/^level: \d+ INFO.*; time: 2026-03-04 09:14:02,\d{3} – 09:\d\d:\d\d,\d{3}$/)
  })

  it('keeps of failures that differ in numbers nineteen and the last, of those that do not the first three and the last', () => {
    const failing = Array.from(
      { length: 60 },
      (_, index) => `09:14:${10 + (index % 50)} ERROR job ${index} failed\n09:15:00 ERROR disk full\ntick\n`,
    )
    const view = openNow(log, `start\n${failing.join('tack\n'.repeat(20))}end\n`)?.view({ query: '' })
    expect(view?.text.match(/^\S+ ERROR job \d+ failed$/gm)?.length).toBe(20)
    const full = view?.text.match(/^\S+ ERROR disk full$/gm)?.length ?? 0
    // Those that stand beside other failures are shown as their context.
    expect(full).toBeLessThan(25)
    expect(view?.text).toContain('ERROR job 59 failed')
    expect(view?.reasons).toContain(`${20 + full} of 120 lines that speak of failure`)
  })

  it('finds what the query quotes, names or asks for in other words', () => {
    const opened = openNow(log, service)
    expect(opened?.view({ query: 'What about "GET /api/orders/4761"?' })?.text).toContain('GET /api/orders/4761 200')
    expect(opened?.view({ query: 'and the line "INFO [http-5] shop.Http - GET … 200 in 27ms"' })?.text).toContain(
      '4761',
    )
    expect(opened?.view({ query: '' })?.text).not.toContain('GET /api/orders/4761 200')
  })

  it('grows no longer than it is told', () => {
    const small = openNow(log, service)?.view({ query: '', keepRatio: 0.1 })
    const large = openNow(log, service)?.view({ query: '' })
    expect(small?.kept).toBeLessThan(large?.kept ?? 0)
    expect(small?.text.length).toBeLessThan(service.length * 0.2)
  })

  it('takes colours and overwritten progress out of every line, even where it keeps them all', () => {
    const view = openNow(log, progress)?.view({ query: '' })
    expect(view?.text).toBe(
      'Fetching 3 archives\narchive-1 [##########] 100%\n✓ archive-1 stored\narchive-2 100%\n✓ archive-2 stored\n✗ archive-3: checksum does not match\ndone\n',
    )
    expect(view?.kept).toBe(view?.total)
  })

  it('leaves colours in the lossless form', () => {
    const form = written(progress)
    expect(form).toContain('\u001b[31m✗ archive-3')
    expect(atOnce(readLog(form))).toBe(progress)
  })

  it('shows long lines and lines with a null character', () => {
    const text = `${'tick 1\n'.repeat(20)}${'x'.repeat(5000)} failed\nnul \u0000 failed\n${'tick 2\n'.repeat(20)}`
    const view = openNow(log, text)?.view({ query: '' })
    expect(view?.text).toContain('xxx failed')
    expect(view?.text).toContain('nul \u0000 failed')
  })
})

/** Reads a view back against its source: kept lines stand in order, and every gap says which lines are missing. */
function shownLines(text: string, source: readonly string[]): { readonly kept: number; readonly leftOut: number } {
  const body = text.slice(text.indexOf('lines 4 to 9 left out):\n') + 'lines 4 to 9 left out):\n'.length).split('\n')
  let next = 0
  let leftOut = 0
  let kept = 0
  for (const line of body) {
    const [, from, to = from] = /^… (\d+)(?:-(\d+))?(?:: \d+ frames of vendor code)?$/.exec(line) ?? []
    if (from !== undefined && Number(from) === next + 1 && line !== source[next]) {
      leftOut += Number(to) - next
      next = Number(to)
    } else {
      expect(line).toBe(source[next])
      next++
      kept++
    }
  }
  return { kept, leftOut }
}

/** Lines that the list of a view counts, by wording and others. */
function listedLines(text: string): number {
  const list = text.slice(0, text.indexOf('Lines ("… 4-9": lines 4 to 9 left out):'))
  const counts = [...list.matchAll(/^(\d+)× L\d|^and (\d+) other lines? of \d+ wordings?$/gm)]
  return counts.reduce((sum, [, listed, others]) => sum + Number(listed ?? others), 0)
}
