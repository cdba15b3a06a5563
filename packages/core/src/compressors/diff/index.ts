import type { Compressor } from '../../types/compressor.ts'
import { defineCompressor } from '../define.ts'
import { chooseLines } from './choose.ts'
import { detectDiff } from './detect.ts'
import { type DiffDocument, parseDiff } from './document.ts'
import { factsOf } from './facts.ts'
import { readDiff } from './read.ts'
import { renderDiff } from './render.ts'
import { writeDiff } from './write.ts'

/**
 * Diffs of git, of `diff -u` and of merges. The lossless form decodes to the text byte for byte; it tells the header lines of each
 * file in one and changes nothing else. A view keeps every changed line of files that people write, with the unchanged ones beside
 * it, and counts everything else; there is none where a patch is to be applied.
 */
export const diff: Compressor = defineCompressor<DiffDocument>({
  name: 'diff',
  unit: 'lines',
  detect: detectDiff,
  parse: parseDiff,
  encode: ({ text }) => writeDiff(text),
  decode: readDiff,
  select: chooseLines,
  render: (document, kept) => renderDiff(document, kept.indices),
  facts: factsOf,
})
