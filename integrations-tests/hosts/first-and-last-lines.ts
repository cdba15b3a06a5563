import { type Compressor, defineCompressor } from '@headroom/core'

/**
 * Shows the first and the last line of a log, in whatever form a framework sends it: as text, or within JSON. The engine's own
 * compressors change with its versions, this one does not.
 */
export const firstAndLastLines: Compressor = defineCompressor({
  name: 'first-and-last-lines',
  unit: 'lines',
  detect: (text) => (text.includes('LOG number ') ? 1 : 0),
  parse: (text) => ({ units: text.split(/\\n|\n/).map((line) => ({ text: line })) }),
  select: ({ units }) => ({ indices: [0, units.length - 1], reasons: ['first and last'] }),
  render: ({ units }, { indices }) => indices.map((index) => units[index]?.text).join('\n'),
})
