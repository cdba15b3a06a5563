import type { Compressor } from '../../types/compressor.ts'
import { defineCompressor } from '../define.ts'
import { chooseResults } from './choose.ts'
import { isCountsLegend } from './counts-form.ts'
import { detectSearch } from './detect.ts'
import { parseSearch, type SearchDocument } from './document.ts'
import { factsOf } from './facts.ts'
import { readCounts } from './read-counts.ts'
import { readSearch } from './read.ts'
import { renderResults } from './render.ts'
import { writeCounts } from './write-counts.ts'
import { writeSearch } from './write.ts'

/**
 * What grep, rg, git grep, ag and ack print, and agents' own search tools. The lossless form decodes to the text byte for byte; it
 * names each file once, above its lines, and in counts each folder once. A view, of several hundred lines and more, counts the
 * matches of every file and keeps what the query asks for.
 */
export const search: Compressor = defineCompressor<SearchDocument>({
  name: 'search',
  unit: 'lines',
  detect: detectSearch,
  parse: parseSearch,
  encode: (document) => (document.layout.kind === 'counts' ? writeCounts(document) : writeSearch(document)),
  decode: (written) => (isCountsLegend(written) ? readCounts(written) : readSearch(written)),
  select: chooseResults,
  render: renderResults,
  facts: factsOf,
})
