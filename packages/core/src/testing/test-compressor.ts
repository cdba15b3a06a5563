import { openNow, type OpenedNow } from '../compressors/open-now.ts'
import type { Compressor } from '../types/compressor.ts'
import { type Check, check, isSame, need, show } from './check.ts'
import { AWKWARD_TEXTS, changedText, seededRandom } from './texts.ts'

/** What `testCompressor` takes beside the samples. */
export interface TestCompressorOptions {
  /** Changed texts that are tried for each sample. Default: 100. */
  readonly rounds?: number
}

/** Changed texts per sample: a second or two for samples of some 10 KB. */
const ROUNDS = 100
/** Questions that a view is asked for. */
const QUERIES = ['', 'why did it fail?', '\ud800 [a-', 'x'.repeat(10_000)]

/**
 * The contract of a compressor.
 *
 * Round trips run over the samples and over texts made from them with a fixed seed: cut, doubled, written over.
 *
 * @param name Stands in front of every check's name.
 * @param samples Texts of its kind, at least one; each must be understood.
 */
export function testCompressor(
  name: string,
  compressor: Compressor,
  samples: readonly string[],
  options: TestCompressorOptions = {},
): readonly Check[] {
  need(samples.length > 0, 'testCompressor needs at least one sample')
  const texts = [...samples, ...changedTexts(samples, options.rounds ?? ROUNDS), ...AWKWARD_TEXTS]
  return [
    check(name, 'has a name in kebab-case', () => {
      need(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(compressor.name), `the name is ${show(compressor.name)}`)
    }),
    check(name, 'knows its samples', () => samples.forEach((text) => knows(compressor, text))),
    check(name, 'is sure of a text between 0 and 1, whatever the text', () => {
      for (const text of texts) isShare(compressor.detect(text), `detect(${show(text)})`)
    }),
    check(name, 'decodes its lossless form to the canonical input', () => {
      for (const text of texts) decodes(compressor, text)
    }),
    check(name, 'counts the units of a view', () => {
      for (const text of texts) QUERIES.forEach((query) => counts(openNow(compressor, text), query))
    }),
    check(name, 'gives the same forms for the same text, whatever it read before', () => {
      const first = texts.map((text) => formsOf(compressor, text))
      for (const [index, text] of [...texts.entries()].toReversed()) {
        const again = formsOf(compressor, text)
        need(isSame(again, first[index]), `${show(text)} became ${show(first[index])}, then ${show(again)}`)
      }
    }),
  ]
}

function changedTexts(samples: readonly string[], rounds: number): string[] {
  const random = seededRandom(rounds)
  return samples.flatMap((text) =>
    Array.from({ length: rounds }, (_, round) => changedText(text, random, 1 + (round % 8))),
  )
}

function knows(compressor: Compressor, text: string): void {
  need(compressor.detect(text) > 0, `detect() is not sure at all of the sample ${show(text)}`)
  need(openNow(compressor, text) !== undefined, `open() does not understand the sample ${show(text)}`)
}

function isShare(value: number, what: string): void {
  need(typeof value === 'number' && value >= 0 && value <= 1, `${what} is ${show(value)}, not a number from 0 to 1`)
}

function decodes(compressor: Compressor, text: string): void {
  const opened = openNow(compressor, text)
  const form = opened?.lossless()
  if (opened === undefined || form === undefined) return
  need(compressor.decode !== undefined, `${show(text)} has a lossless form, but there is no decode()`)
  const decoded = compressor.decode(form.text)
  const expected = opened.canonical()
  need(decoded === expected, `${show(text)} became ${show(form.text)}, which decodes to ${show(decoded)}`)
}

function counts(opened: OpenedNow | undefined, query: string): void {
  for (const goal of [{ query }, { query, keepRatio: 0.1 }, { query, keepRatio: 1 }]) {
    const view = opened?.view(goal)
    if (view === undefined) continue
    const { kept, total, facts, reasons, unit } = view
    need(Number.isInteger(kept) && Number.isInteger(total), `a view keeps ${kept} of ${total} ${unit}`)
    need(kept >= 0 && kept <= total, `a view keeps ${kept} of ${total} ${unit}`)
    const broken = [unit, ...facts, ...reasons].find((statement) => statement === '' || statement.includes('\n'))
    need(broken === undefined, `${show(broken)} is no statement of one line`)
  }
}

function formsOf(compressor: Compressor, text: string): readonly unknown[] {
  const opened = openNow(compressor, text)
  return [compressor.detect(text), opened?.lossless(), opened?.view({ query: 'why did it fail?' })]
}
