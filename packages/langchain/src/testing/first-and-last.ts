import { type Compressor, defineCompressor } from '@headroom/core'

/** A compressor for tests: of a text of many lines it shows the first and the last. */
export const firstAndLast: Compressor = defineCompressor({
  name: 'first-and-last',
  unit: 'lines',
  detect: (text) => (text.includes('\n') ? 1 : 0),
  parse: (text) => ({ units: text.split('\n').map((line) => ({ text: line })) }),
  select: ({ units }) => ({ indices: [0, units.length - 1], reasons: ['first and last'] }),
  render: ({ units }, { indices }) => indices.map((index) => units[index]?.text).join('\n'),
})

/** A tool's output that `firstAndLast` shortens; different for each name. */
export function longText(name: string): string {
  return Array.from({ length: 120 }, (_, line) => `${name} line ${line}: nothing of note`).join('\n')
}
