import type { Tokenizer } from '../types/tokenizer.ts'
import { counted } from './counted.ts'
import { nextByExpression, nextOfO200k } from './next-piece.ts'
import { pieceCounter } from './piece-counter.ts'
import { SPLITS } from './split.ts'

type Encoding = 'o200k' | 'cl100k'

const NEXT_PIECE = { o200k: nextOfO200k, cl100k: nextByExpression } as const

/** Models whose tokenizer is cl100k: GPT-4 and 3.5 before 4o, and the embedding models of their time. */
const CL100K_MODEL = /^(?:gpt-4(?!o|\.)|gpt-3\.5|gpt-35|text-embedding)/

const loading = new Map<Encoding, Promise<Tokenizer>>()

/**
 * The tokenizer of a model: o200k, or cl100k for GPT-4 and 3.5. For models of other makers it is a stand-in: counts of
 * Claude and Gemini differ by a near-constant factor, which cancels out in every comparison the engine makes.
 *
 * The encoding is loaded on first use (some 160 ms) and shared by all callers.
 *
 * @param model A model's name as in a request, with or without a provider's prefix.
 */
export function defaultTokenizer(model?: string): Promise<Tokenizer> {
  const name = model?.split('/').at(-1) ?? ''
  const encoding: Encoding = CL100K_MODEL.test(name) ? 'cl100k' : 'o200k'
  const known = loading.get(encoding)
  if (known !== undefined) return known
  const tokenizer = load(encoding)
  loading.set(encoding, tokenizer)
  return tokenizer
}

const NAMES = { o200k: 'o200k_base', cl100k: 'cl100k_base' } as const

async function load(encoding: Encoding): Promise<Tokenizer> {
  const [{ GptEncoding }, { default: ranks }] = await Promise.all([
    import('gpt-tokenizer/GptEncoding'),
    encoding === 'o200k' ? import('gpt-tokenizer/bpeRanks/o200k_base') : import('gpt-tokenizer/bpeRanks/cl100k_base'),
  ])
  const library = GptEncoding.getEncodingApi(NAMES[encoding], () => ranks)
  // Pieces are remembered here. The library's own memory, once full, slows it to a quarter: 1.2 MB/s instead of 5 after 50 MB of texts.
  library.setMergeCacheSize(0)
  // `<|endoftext|>` in a tool result is text, not a special token; the library would throw.
  const asText = { disallowedSpecial: new Set<string>() }
  return counted(pieceCounter(NEXT_PIECE[encoding](SPLITS[encoding]), (piece) => library.countTokens(piece, asText)))
}
