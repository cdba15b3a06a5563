import { kneeOf } from '../../select/knee.ts'
import type { Steps } from '../../steps.ts'
import { eachInSteps, indicesInSteps } from '../each-in-steps.ts'
import type { Cluster } from './groups.ts'
import { frameOwner } from './stack-trace.ts'

/** A wording of at most so many lines is rare. */
const RARE = 3
/** A wording of at most so many lines is rare though similar ones (other words in a few places) are more, up to the second figure. */
const VERY_RARE = 2
const RARE_SIMILAR = 10
/** So many rare lines are kept in any case; of more, those up to the knee. */
const MANY_RARE = 200

/**
 * Finds the lines whose wording is rare. Of very many, those that say most that no other line says, up to the knee; frames of
 * vendor code are none of them.
 *
 * @param clusters The lines by their wording.
 * @param isKept Whether a line is kept anyway.
 * @returns All of them, ascending, and those worth keeping, in no order.
 */
export function* rareLines(
  lines: readonly string[],
  clusters: readonly Cluster[],
  isKept: (index: number) => boolean,
): Steps<{ readonly all: readonly number[]; readonly kept: readonly number[] }> {
  const few = clusters
    .flatMap(({ count, members }) => members.filter(({ shape }) => isRare(count, shape.lines.length)))
    .flatMap(({ shape }) => shape.lines)
    .filter((index) => !isKept(index))
  const own = yield* indicesInSteps(
    few.map((index) => lines[index] ?? ''),
    (line) => frameOwner(line) !== 'vendor',
  )
  const all = own.map((at) => few[at] ?? 0).sort((a, b) => a - b)
  return { all, kept: all.length <= MANY_RARE ? all : yield* newest(lines, all) }
}

/** Whether lines of one wording are rare: they are few, and so are those of similar wordings. */
function isRare(similar: number, same: number): boolean {
  return similar <= RARE || (same <= VERY_RARE && similar <= RARE_SIMILAR)
}

const WORD = /[\p{L}_]{3,40}/gu

/** The lines with most words that no line before them has, up to the knee. */
function* newest(lines: readonly string[], rare: readonly number[]): Steps<number[]> {
  const seen = new Set<string>()
  const ranked: { readonly index: number; readonly news: number }[] = []
  const texts = rare.map((index) => lines[index] ?? '')
  yield* eachInSteps(texts, (text, at) => {
    const before = seen.size
    for (const word of text.match(WORD) ?? []) seen.add(word)
    ranked.push({ index: rare[at] ?? 0, news: seen.size - before })
  })
  ranked.sort((a, b) => b.news - a.news || a.index - b.index)
  let sum = 0
  const knee = kneeOf(ranked.map(({ news }) => (sum += news))) ?? ranked.length
  return ranked.slice(0, Math.max(MANY_RARE, knee + 1)).map(({ index }) => index)
}
