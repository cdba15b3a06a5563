// A compressor of one's own, for a kind of text that only your tools write: here the shelf list of a warehouse.
import assert from 'node:assert/strict'
import { compressText, createMemoryStore, defineCompressor, type Document } from '@headroom/core'
import { defaultCompressors } from '@headroom/core/compressors'
import { testCompressor } from '@headroom/core/testing'

const TITLE = '# shelves of '
const LEGEND = 'Shelves; free where nothing is said. '

interface Shelves extends Document {
  readonly title: string
}

const shelves = defineCompressor<Shelves>({
  name: 'shelves',
  unit: 'shelves',
  detect: (text) => (text.startsWith(TITLE) ? 1 : 0),
  parse(text) {
    if (!text.startsWith(TITLE)) return undefined
    const [title = '', ...lines] = text.split('\n')
    // A shelf that is blocked must be seen in every view.
    return { title, units: lines.map((line) => ({ text: line, signal: line.endsWith('BLOCKED') ? 1 : 0 })) }
  },
  // The codec. Each output is decoded before it is used: one that does not give the text back is not used.
  encode: ({ title, units }) => [LEGEND + title, ...units.map(({ text }) => text.replace(/: free$/, ''))].join('\n'),
  decode(form) {
    const [title = '', ...lines] = form.slice(LEGEND.length).split('\n')
    return [title, ...lines.map((line) => (line.includes(': ') ? line : `${line}: free`))].join('\n')
  },
  // The view.
  select({ units }) {
    return { indices: units.flatMap(({ signal }, index) => (signal === 1 ? [index] : [])), reasons: ['blocked'] }
  },
  render: ({ title, units }, { indices }) => [title, ...indices.map((index) => units[index]?.text)].join('\n'),
})

const lines = Array.from({ length: 400 }, (_, index) => `shelf ${index}: ${index === 217 ? 'BLOCKED' : 'free'}`)
const output = [`${TITLE}hall 3`, ...lines].join('\n')

const compressors = [shelves, ...defaultCompressors]
const whole = await compressText(output, { compressors })
console.log(`${whole.outcome.tokensBefore} tokens, without loss ${whole.outcome.tokensAfter}`)
assert.equal(whole.outcome.form, 'lossless')
assert.equal(shelves.decode?.(whole.text), output)

const view = await compressText(output, { compressors, store: createMemoryStore() })
console.log(view.text)
assert.equal(view.outcome.kept, 1)
assert(view.text.includes('shelf 217: BLOCKED'))

// What every compressor must keep to, run against this one with texts made from the sample: cut, doubled, written over.
// In a test suite: it(name, run).
for (const { name, run } of testCompressor('shelves', shelves, [output])) {
  await run()
  console.log(`✓ ${name}`)
}
