import type { WireRegions } from '../wire-region.ts'
import type { Advice } from './advice.ts'

/** What an explicit cache of Gemini does not go together with. */
export function* geminiAdvice({ regions }: WireRegions): Generator<Advice> {
  const explicit = regions.find(({ path, value }) => String(path.at(-1)).startsWith('cached') && value !== undefined)
  const repeated = regions.find(({ kind }) => kind === 'system' || kind === 'tool')
  if (explicit === undefined || repeated === undefined) return
  yield {
    code: 'cached-content-repeated',
    severity: 'refused',
    path: repeated.path,
    problem: 'The request names an explicit cache and brings a system instruction or tools of its own.',
    remedy: 'Put system instruction and tools into the cached content, and leave them out here.',
  }
}
