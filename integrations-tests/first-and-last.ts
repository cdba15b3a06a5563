import { type Compressor, defineCompressor } from '@headroom/core'

/** Shows the first and the last line of a log. The engine's own compressors change with its versions, this one does not. */
export const firstAndLast: Compressor = defineCompressor({
  name: 'first-and-last',
  unit: 'lines',
  detect: (text) => (text.startsWith('LOG ') ? 1 : 0),
  parse: (text) => ({ units: text.split('\n').map((line) => ({ text: line })) }),
  select: ({ units }) => ({ indices: [0, units.length - 1], reasons: ['first and last'] }),
  render: ({ units }, { indices }) => indices.map((index) => units[index]?.text).join('\n'),
})
