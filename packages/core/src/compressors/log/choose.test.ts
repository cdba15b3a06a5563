import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import { chooseLines } from './choose.ts'
import { clustersOf } from './groups.ts'

const ticks = Array.from({ length: 40 }, (_, index) => `09:14:${10 + index} INFO tick ${index} of the clock`)
const chosen = (
  middle: readonly string[],
  query = '',
): { readonly lines: readonly string[]; readonly reasons: readonly string[] } => {
  const lines = [...ticks, ...middle, ...ticks]
  const { indices, reasons } = atOnce(chooseLines(lines, atOnce(clustersOf(lines)), { query }))
  return { lines: indices.map((index) => lines[index] ?? '').filter((line) => !ticks.includes(line)), reasons }
}

describe('chooseLines', () => {
  it('keeps the first three and the last five lines of a log in which nothing happens', () => {
    expect(atOnce(chooseLines(ticks, atOnce(clustersOf(ticks)), { query: '' }))).toEqual({
      indices: [0, 1, 2, 35, 36, 37, 38, 39],
      reasons: ['first and last'],
    })
  })

  it('keeps lines of rare wordings', () => {
    const rare = [
      '09:15:00 INFO cache emptied',
      '09:15:01 INFO cache filled',
      'cache 3 full',
      'cache 4 full',
      'cache 5 full',
    ]
    expect(chosen(rare)).toEqual({ lines: rare, reasons: ['first and last', 'rare lines'] })
  })

  it('keeps no frames of vendor code for being rare', () => {
    expect(chosen(['    at next (/app/node_modules/express/router.js:3:5)']).lines).toEqual([])
  })

  it('keeps how a run ended', () => {
    const result = 'Ran 12 tests in 3s'
    expect(chosen([result])).toEqual({ lines: [result], reasons: ['first and last', 'results'] })
  })

  it('keeps every failure of a wording that fails twenty times', () => {
    const failures = Array.from({ length: 20 }, (_, index) => `09:15:${10 + index} ERROR disk ${index} full`)
    const { lines, reasons } = chosen(failures.flatMap((line) => [line, ...ticks]))
    expect(lines).toEqual(failures)
    expect(reasons).toEqual(['first and last', 'failures', 'their context'])
  })

  it('says of how many failures it keeps some', () => {
    const alike = Array.from({ length: 30 }, (_, index) => `09:15:${10 + index} ERROR disk full`)
    const { lines, reasons } = chosen(alike.flatMap((line) => [line, ...ticks]))
    expect(lines).toEqual([...alike.slice(0, 3), alike[29]])
    expect(reasons).toEqual(['first and last', '4 of 30 lines that speak of failure', 'the context of 3 of them'])
  })

  it('counts the failures and the contexts that fit where room is short', () => {
    const words = ['disk', 'queue', 'cache', 'link', 'index', 'lock']
    const lines = [...ticks, ...words.flatMap((word) => [`09:15:00 ERROR the ${word} is lost`, ...ticks])]
    const reasonsFor = (keepRatio: number): readonly string[] =>
      atOnce(chooseLines(lines, atOnce(clustersOf(lines)), { query: '', keepRatio })).reasons
    expect(reasonsFor(0.045)).toEqual(['first and last', '5 of 6 lines that speak of failure'])
    expect(reasonsFor(0.055)).toEqual(['first and last', 'failures', 'some of their context'])
    expect(reasonsFor(0.07)).toEqual(['first and last', 'failures', 'the context of 1 of them'])
    expect(reasonsFor(1)).toEqual(['first and last', 'failures', 'their context'])
  })

  it('says that not every first warning fits', () => {
    const words = ['disk', 'queue', 'cache', 'link', 'index', 'lock']
    const lines = [...ticks, ...words.flatMap((word) => [`09:15:00 WARN the ${word} is slow`, ...ticks])]
    const { reasons } = atOnce(chooseLines(lines, atOnce(clustersOf(lines)), { query: '', keepRatio: 0.045 }))
    expect(reasons).toEqual(['first and last', 'some warnings'])
  })

  it('says how many rare lines it shows where there are very many', () => {
    const letters = [...'abcdfghijklmnopqst']
    const rare = letters.flatMap((a) => letters.map((b) => `${a}${b} ${b}${a}${a} ${a}${b}${b}`))
    const { indices, reasons } = atOnce(chooseLines(rare, atOnce(clustersOf(rare)), { query: '' }))
    expect(reasons).toEqual(['first and last', `${indices.length - 8} of 316 rare lines`])
  })

  it('keeps lines around a failure', () => {
    const lines = [...ticks, '09:15:00 ERROR disk full', ...ticks]
    const { indices, reasons } = atOnce(chooseLines(lines, atOnce(clustersOf(lines)), { query: '' }))
    expect(indices.filter((index) => index > 20 && index < 60)).toEqual([38, 39, 40, 41, 42, 43])
    expect(reasons).toEqual(['first and last', 'failures', 'their context'])
  })

  it('keeps the first lines of the wordings that answer the query', () => {
    const sessions = Array.from(
      { length: 20 },
      (_, index) => `09:15:${10 + index} INFO session ${index} opened by a user`,
    )
    expect(chosen(sessions, 'When was a session opened?')).toEqual({
      lines: sessions.slice(0, 6),
      reasons: ['first and last', 'matches of the query'],
    })
  })

  it('serves what the query names before all else where room is short', () => {
    const lines = [...ticks.slice(0, 10), '09:15:00 ERROR disk full', ...ticks]
    const { indices } = atOnce(
      chooseLines(lines, atOnce(clustersOf(lines)), { query: 'the line "tick 20 of"', keepRatio: 0.18 }),
    )
    expect(indices).toEqual([0, 1, 2, 31, 46, 47, 48, 49, 50])
  })
})
