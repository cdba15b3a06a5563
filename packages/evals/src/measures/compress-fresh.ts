import { createMemoryStore, type Outcome, type Tokenizer } from '@headroom/core'
import type { Subject } from '../subject.ts'
import type { JudgedPolicy } from '../types/report.ts'

/** Room for any one original and its forms: the engine reads 32 million characters at most. */
const STORE_BYTES = 1 << 28

/** Compresses a text as a process does that never saw it, and gives what became of it. */
export async function compressFresh(
  text: string,
  policy: JudgedPolicy,
  subject: Subject,
  tokenizer: Tokenizer,
): Promise<Outcome> {
  const store = policy === 'lossless' ? {} : { store: createMemoryStore({ maxBytes: STORE_BYTES }) }
  return (await subject.compressText(text, { policy, tokenizer, ...store })).outcome
}
