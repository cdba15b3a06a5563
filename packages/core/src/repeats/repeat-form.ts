import type { Form } from '../forms.ts'
import { keyOf } from '../memory/key.ts'
import { quickHash } from '../memory/quick-hash.ts'
import { recall, remember } from '../memory/remember.ts'
import type { ResolvedOptions } from '../options.ts'
import { countInTurns } from '../tokens/count-in-turns.ts'
import type { Segment } from '../types/segment.ts'
import type { EarlierResults } from './earlier-results.ts'

/** A reference must be at most this share of the text, in tokens: looking back costs the model attention. */
const REPEAT_SHARE = 0.5

/**
 * A tool result as a reference to an earlier one of the same request, where that is much shorter. What it once became in terms
 * of the same earlier text is replayed.
 */
export async function repeatForm(
  segment: Segment,
  earlier: EarlierResults,
  keepLines: boolean,
  options: ResolvedOptions,
): Promise<Form | undefined> {
  const { store, scope } = options
  const repeat = earlier.repeatOf(segment, keepLines)
  if (repeat === undefined) return undefined
  const [call = ''] = repeat.text.split('\n', 1)
  const replayKey =
    store && (await keyOf(segment.text, scope)) + quickHash(`repeat ${call} ${await keyOf(repeat.base, scope)}`)
  const remembered = store && replayKey !== undefined ? await recall(store, replayKey) : undefined
  const text = remembered?.text ?? repeat.text
  const tokens = await countInTurns(text, options)
  if (tokens > (await countInTurns(segment.text, options)) * REPEAT_SHARE) return undefined
  if (store && replayKey !== undefined && remembered === undefined)
    await remember(store, replayKey, { form: 'lossless', text, by: BY })
  return { form: 'lossless', text, tokens, reason: remembered === undefined ? 'repeat' : 'replayed', by: BY }
}

/** Stands where outcomes name a compressor. */
const BY = 'repeats'
