import type { Edit } from '@headroom/core'
import { hashText } from './hash-text.ts'
import { type FingerprintOptions, fingerprints } from './fingerprints.ts'
import { objectOf } from './wire-value.ts'

/**
 * Edits that give a request to OpenAI a `prompt_cache_key`: a hash of its tools and system prompt, so that all requests that
 * share them are sent to the same machine. OpenAI spreads a key over machines from about 15 requests a minute on: where many
 * conversations run at once, a key for each of them (`scope`) finds more.
 *
 * @param scope Told apart by the key: the id of a conversation, a tenant. Default: none.
 * @returns None where the client set a key, where there are neither tools nor a system prompt, and for other formats.
 */
export function setCacheKey(request: unknown, scope = '', options: FingerprintOptions = {}): readonly Edit[] {
  const prints = fingerprints(request, options)
  const { prompt_cache_key: key } = objectOf(request) ?? {}
  if (prints?.dialect !== 'openai-chat' && prints?.dialect !== 'openai-responses') return []
  const shared = prints.regions.filter(({ kind }) => kind === 'tool' || kind === 'system')
  if (shared.length === 0 || (key !== undefined && key !== null)) return []
  const { hash } = hashText([JSON.stringify(scope), ...shared.map((region) => region.hash)].join('\n'))
  return [{ op: 'add', path: ['prompt_cache_key'], value: `headroom-${hash}` }]
}
