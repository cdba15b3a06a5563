import type { Compressor } from '../../types/compressor.ts'
import { defineCompressor } from '../define.ts'
import { chooseEntries } from './choose.ts'
import { detectListing } from './detect.ts'
import { type ListingDocument, parseListing } from './document.ts'
import { factsOf } from './facts.ts'
import { readListing } from './read.ts'
import { renderEntries } from './render.ts'
import { writeListing } from './write.ts'

/**
 * Outputs that list things, a thing a line: `ls -l`, `find`, `wc`, `git status`, `git log --stat`, `npm ls`, `docker ps`, `ps`. The lossless form decodes to the
 * text byte for byte; it says each directory once and what the lines have in common once. A view, of very long lists only,
 * counts all by directory and by kind, and shows what the query names, the ends and what stands out.
 */
export const listing: Compressor = defineCompressor<ListingDocument>({
  name: 'listing',
  unit: 'lines',
  detect: detectListing,
  parse: parseListing,
  encode: (document, { query }) => writeListing(document, query),
  decode: readListing,
  select: chooseEntries,
  render: (document, kept) => renderEntries(document, kept.indices),
  facts: factsOf,
})
