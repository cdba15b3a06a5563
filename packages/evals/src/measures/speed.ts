import type { Tokenizer } from '@headroom/core'
import type { Subject } from '../subject.ts'
import type { OutputInput } from '../types/input.ts'
import type { BlockReport, JudgedPolicy, PaceReport, SpeedReport } from '../types/report.ts'
import { compressFresh } from './compress-fresh.ts'
import { longestBlock } from './event-loop.ts'
import { median } from './median.ts'
import { unseen } from './unseen.ts'

/** UTF-16 units of each kind that a round is of, about: enough that it takes tens of milliseconds. */
const ROUND_LENGTH = 1_000_000
/** UTF-16 units below which texts are taken again, and how often at most, so that a round is long enough to be timed. */
const MIN_ROUND_LENGTH = 250_000
const MAX_REPEATS = 50
/** Rounds; the first two warm up and are not counted. */
const ROUNDS = 5
const WARM_UP = 2
/** UTF-16 units of the long text: the 10 MB output of issue 3. */
const LONG_LENGTH = 10_000_000

/**
 * Times compression of one kind of content, and watches the event loop while one long text of it is compressed.
 *
 * Each round is of other texts of the kind, as far as there are enough, and of texts that were never compressed before.
 */
export async function measureSpeed(
  outputs: readonly OutputInput[],
  policy: JudgedPolicy,
  subject: Subject,
  tokenizer: Tokenizer,
): Promise<SpeedReport> {
  const texts = outputs.map(({ text }) => text).filter((text) => text !== '')
  const compressAll = async (list: readonly string[], counter: Tokenizer): Promise<void> => {
    for (const text of list) await compressFresh(text, policy, subject, counter)
  }
  const rounds = await timed(texts, (list) => compressAll(list, tokenizer))
  const uncounted = await timed(texts, (list) => compressAll(list, FREE))
  const long = longText(texts)
  return {
    characters: sumOf(rounds.map(({ characters }) => characters)),
    milliseconds: sumOf(rounds.map(({ milliseconds }) => milliseconds)),
    megabytesPerSecond: median(rounds.map(rateOf)),
    megabytesPerSecondUncounted: median(uncounted.map(rateOf)),
    longestBlockMilliseconds: await longestBlock(() => compressAll([long], tokenizer)),
    longTextCharacters: long.length,
  }
}

/** Four characters to a token: what o200k needs for text on average. */
const FREE: Tokenizer = { count: ({ length }) => Math.ceil(length / 4) }

interface Round {
  readonly characters: number
  readonly milliseconds: number
}

async function timed(
  texts: readonly string[],
  compressAll: (texts: readonly string[]) => Promise<void>,
): Promise<readonly Round[]> {
  const rounds: Round[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const fresh = portion(texts, round).map(unseen)
    const start = performance.now()
    await compressAll(fresh)
    rounds.push({ milliseconds: performance.now() - start, characters: sumOf(fresh.map(({ length }) => length)) })
  }
  return rounds.slice(WARM_UP)
}

/** Whole texts from all over the kind: where there is much, every nth, in each round others; where there is little, again and again. */
export function portion(texts: readonly string[], round: number): readonly string[] {
  const length = sumOf(texts.map((text) => text.length))
  const step = Math.max(1, Math.min(texts.length, Math.floor(length / ROUND_LENGTH)))
  const times = Math.min(MAX_REPEATS, Math.ceil(MIN_ROUND_LENGTH / Math.max(1, length)))
  const taken = texts.filter((_, index) => index % step === round % step)
  return Array.from({ length: times }, () => taken).flat()
}

function rateOf({ characters, milliseconds }: Round): number {
  return milliseconds === 0 ? 0 : characters / 1e3 / milliseconds
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

/** One text of the kind, as long as an output gets: its texts one after the other, JSON documents as the items of one array. */
function longText(texts: readonly string[]): string {
  const isJson = texts.every((text) => /^\s*[[{]/.test(text.slice(0, 100)) && /[\]}]\s*$/.test(text.slice(-100)))
  const parts: string[] = []
  for (let length = 0, at = 0; length < LONG_LENGTH; at++) {
    const text = texts[at % texts.length] ?? ''
    parts.push(text)
    length += Math.max(1, text.length)
  }
  return isJson ? `[${parts.join(',')}]` : parts.join('\n')
}

/** The paces of all kinds together; undefined where nothing was timed. */
export function paceOf(
  speed: Readonly<Record<string, SpeedReport>>,
  blocks: Readonly<Record<string, BlockReport>>,
): PaceReport | undefined {
  const [slowest] = Object.entries(speed).sort(([, a], [, b]) => a.megabytesPerSecond - b.megabytesPerSecond)
  const [longest] = [...Object.entries(speed), ...Object.entries(blocks)].sort(
    ([, a], [, b]) => b.longestBlockMilliseconds - a.longestBlockMilliseconds,
  )
  if (slowest === undefined || longest === undefined) return undefined
  return {
    medianMegabytesPerSecond: median(Object.values(speed).map(({ megabytesPerSecond }) => megabytesPerSecond)),
    slowestMegabytesPerSecond: slowest[1].megabytesPerSecond,
    slowestKind: slowest[0],
    longestBlockMilliseconds: longest[1].longestBlockMilliseconds,
    longestBlockOf: longest[0],
  }
}
