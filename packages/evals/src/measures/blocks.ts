import type { Tokenizer } from '@headroom/core'
import type { Subject } from '../subject.ts'
import type { OutputInput } from '../types/input.ts'
import type { BlockReport, JudgedPolicy } from '../types/report.ts'
import { compressFresh } from './compress-fresh.ts'
import { longestBlock } from './event-loop.ts'
import { LONG_TEXTS } from './long-texts.ts'

/** UTF-16 units of a generated output: the 10 MB of issue 3. */
const LENGTH = 10_000_000
/** The same output, short, by which its kind is known, and which warms up what is measured. */
const SHORT = 300_000

/**
 * Watches the event loop while generated outputs are compressed: those whose compressor is the surest of some output of the
 * folder, so that a folder of logs is not timed with tables.
 *
 * @param length UTF-16 units of each.
 */
export async function measureBlocks(
  outputs: readonly OutputInput[],
  policy: JudgedPolicy,
  subject: Subject,
  tokenizer: Tokenizer,
  length: number = LENGTH,
): Promise<Readonly<Record<string, BlockReport>>> {
  const kinds = new Set(outputs.map(({ text }) => subject.kindOf(text)))
  const blocks: Record<string, BlockReport> = {}
  for (const [name, build] of Object.entries(LONG_TEXTS)) {
    const short = build(Math.min(SHORT, length))
    if (!kinds.has(subject.kindOf(short))) continue
    await compressFresh(short, policy, subject, tokenizer)
    blocks[name] = await blockOf(build(length), policy, subject, tokenizer)
  }
  return blocks
}

async function blockOf(
  text: string,
  policy: JudgedPolicy,
  subject: Subject,
  tokenizer: Tokenizer,
): Promise<BlockReport> {
  let [became, milliseconds] = ['', 0]
  const longestBlockMilliseconds = await longestBlock(async () => {
    const start = performance.now()
    const { form, by, reason } = await compressFresh(text, policy, subject, tokenizer)
    milliseconds = performance.now() - start
    became = form === 'verbatim' ? `verbatim, ${reason}` : `${form} ${by ?? ''}`
  })
  return {
    characters: text.length,
    megabytesPerSecond: text.length / 1e3 / milliseconds,
    longestBlockMilliseconds,
    became,
  }
}
