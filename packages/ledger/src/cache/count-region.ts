import type { Leaf } from './leaves.ts'

/** Counts the tokens of a text. */
export type CountTokens = (text: string) => number

/** Characters of one token where no counter is given. English text and code have 3 to 5; other scripts fewer. */
const CHARACTERS_PER_TOKEN = 4

/**
 * Tokens of one picture or file: the most that a picture costs on most Claude models.
 * Source: the vision page of Anthropic's documentation (1,568 visual tokens). A guess for anything else.
 */
const FILE_TOKENS = 1568

/** Members that the model does not read, or hardly. */
const UNREAD: ReadonlySet<string> = new Set([
  'type',
  'role',
  'id',
  'tool_use_id',
  'toolUseId',
  'call_id',
  'tool_call_id',
  'status',
  'signature',
  'encrypted_content',
  'thoughtSignature',
  'thought_signature',
  'redactedContent',
])

/** The tokens of a region, as a whole number: an estimate of what its texts and declarations cost. */
export function countRegion(leaves: readonly Leaf[], count: CountTokens = roughly): number {
  let tokens = 0
  for (const leaf of leaves) {
    if (isFile(leaf)) tokens += FILE_TOKENS
    else if (!UNREAD.has(leaf.key)) tokens += count(leaf.text)
  }
  return Math.ceil(tokens)
}

function roughly(text: string): number {
  return text.length / CHARACTERS_PER_TOKEN
}

function isFile({ key, text, isText }: Leaf): boolean {
  return isText && (key === 'data' || key === 'bytes' || key === 'file_data' || text.startsWith('data:'))
}
