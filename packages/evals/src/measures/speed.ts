import { createMemoryStore, type Tokenizer } from '@headroom/core'
import type { Subject } from '../subject.ts'
import type { OutputInput } from '../types/input.ts'
import type { JudgedPolicy, PaceReport, SpeedReport } from '../types/report.ts'
import { longestBlock } from './event-loop.ts'
import { median } from './median.ts'

/** UTF-16 units of each kind that are timed: enough that a round takes tens of milliseconds. */
const ROUND_LENGTH = 1_000_000
/** UTF-16 units below which texts are taken again, and how often at most, so that a round is long enough to be timed. */
const MIN_ROUND_LENGTH = 250_000
const MAX_REPEATS = 50
/** Rounds; the first two warm up and are not counted. */
const ROUNDS = 5
const WARM_UP = 2
/** UTF-16 units of the long text: the 10 MB output of issue 3. */
const LONG_LENGTH = 10_000_000

/** Times compression of one kind of content, and watches the event loop while one long text of it is compressed. */
export async function measureSpeed(
  outputs: readonly OutputInput[],
  policy: JudgedPolicy,
  subject: Subject,
  tokenizer: Tokenizer,
): Promise<SpeedReport> {
  const texts = portion(outputs.map(({ text }) => text).filter((text) => text !== ''))
  const characters = texts.reduce((sum, { length }) => sum + length, 0)
  const compressAll = async (list: readonly string[], counter: Tokenizer): Promise<void> => {
    for (const text of list)
      await subject.compressText(text, {
        policy,
        tokenizer: counter,
        ...(policy === 'lossless' ? {} : { store: createMemoryStore({ maxBytes: STORE_BYTES }) }),
      })
  }
  const milliseconds = await roundTime(texts, (list) => compressAll(list, tokenizer))
  const uncounted = await roundTime(texts, (list) => compressAll(list, FREE))
  const long = longText(texts)
  return {
    characters,
    milliseconds,
    megabytesPerSecond: rate(characters, milliseconds),
    megabytesPerSecondUncounted: rate(characters, uncounted),
    longestBlockMilliseconds: await longestBlock(() => compressAll([long], tokenizer)),
    longTextCharacters: long.length,
  }
}

const STORE_BYTES = 1 << 28
/** Four characters to a token: what o200k needs for text on average. */
const FREE: Tokenizer = { count: ({ length }) => Math.ceil(length / 4) }

// Whole texts, from all over the kind: every nth where there is much, again and again where there is little.
function portion(texts: readonly string[]): readonly string[] {
  const length = texts.reduce((sum, text) => sum + text.length, 0)
  const step = Math.max(1, Math.floor(length / ROUND_LENGTH))
  const times = Math.min(MAX_REPEATS, Math.ceil(MIN_ROUND_LENGTH / Math.max(1, length)))
  const taken = texts.filter((_, index) => index % step === 0)
  return Array.from({ length: times }, () => taken).flat()
}

async function roundTime(
  texts: readonly string[],
  compressAll: (texts: readonly string[]) => Promise<void>,
): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const fresh = texts.map((text) => unseen(text))
    const start = performance.now()
    await compressAll(fresh)
    times.push(performance.now() - start)
  }
  return median(times.slice(WARM_UP))
}

let made = 0

// Trailing space makes a text new to every cache without changing what there is to do.
function unseen(text: string): string {
  made++
  return text + made.toString(2).replaceAll('0', ' ').replaceAll('1', '\t')
}

function rate(characters: number, milliseconds: number): number {
  return milliseconds === 0 ? 0 : characters / 1e3 / milliseconds
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
export function paceOf(speed: Readonly<Record<string, SpeedReport>>): PaceReport | undefined {
  const kinds = Object.entries(speed).sort(([, a], [, b]) => a.megabytesPerSecond - b.megabytesPerSecond)
  const [slowest] = kinds
  if (slowest === undefined) return undefined
  return {
    medianMegabytesPerSecond: median(kinds.map(([, { megabytesPerSecond }]) => megabytesPerSecond)),
    slowestMegabytesPerSecond: slowest[1].megabytesPerSecond,
    slowestKind: slowest[0],
    longestBlockMilliseconds: Math.max(...kinds.map(([, { longestBlockMilliseconds }]) => longestBlockMilliseconds)),
  }
}
