import type { Compressor } from '../../types/compressor.ts'
import { defineCompressor } from '../define.ts'
import { chooseStretches } from './choose.ts'
import { detectBlob } from './detect.ts'
import { type BlobDocument, readBlobs } from './document.ts'
import { blobFacts } from './facts.ts'
import { renderStretches } from './render.ts'

/**
 * Texts with stretches that nobody reads: base64 and hex data, minified code, source maps and long text without spaces.
 * There is no lossless form. A view has each of them replaced in its place by what it is (type, size, hash), of code also
 * its start, its end and what the query names; everything else stands byte for byte.
 */
export const blob: Compressor = defineCompressor<BlobDocument>({
  name: 'blob',
  unit: 'stretches',
  detect: detectBlob,
  parse: readBlobs,
  select: chooseStretches,
  render: renderStretches,
  facts: blobFacts,
})
