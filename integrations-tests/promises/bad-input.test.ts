import { compressText, createMemoryStore, type CompressedText, openNow, retrieve, type TextTool } from '@headroom/core'
import { defaultCompressors } from '@headroom/core/compressors'
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { lexemesOf } from './lexemes.ts'
import { available, outputs } from './samples.ts'

const CORPUS = fileURLToPath(new URL('../grammar/corpus', import.meta.url))
const corpus = globSync(`${CORPUS}/*/*.txt`)
  .toSorted()
  .map((path) => [path.slice(CORPUS.length + 1), readFileSync(path)] as const)

describe('input that is not what it seems', () => {
  it.each(corpus)('leaves half of %s correct', async (_, bytes) => {
    for (const share of [0.33, 0.5, 0.91]) await expectCorrect(bytes.subarray(0, bytes.length * share).toString())
  })

  it.each(corpus)('leaves %s correct with mixed line ends, and with bytes that are no UTF-8', async (_, bytes) => {
    const text = bytes.toString()
    await expectCorrect(text.replaceAll('\n', (end, at: number) => (at % 3 === 0 ? '\r\n' : end)))
    const broken = Buffer.from(bytes)
    for (let at = 7; at < broken.length; at += 211) broken[at] = 0xff
    await expectCorrect(broken.toString())
    await expectCorrect(text.replaceAll('e', (letter, at: number) => (at % 50 === 0 ? '\ud800' : letter)))
  })

  it('takes a file of another kind than its name says for what it is', async () => {
    const [name, csv] = corpus.find(([path]) => path.startsWith('table/') && path.includes('csv')) ?? ['', '']
    expect(name).not.toBe('')
    for (const command of ['rg -n x', 'git diff', 'ls -la', 'tail app.log', 'jq .'])
      await expectCorrect(csv.toString(), { name: 'bash', input: { command } })
  })

  it('changes nothing that imitates its own forms or its marker', async () => {
    for (const [, bytes] of corpus) {
      const store = createMemoryStore()
      const once = await compressText(bytes.toString(), { store })
      // Another conversation, which knows nothing of the first: our own form is just a text.
      await expectCorrect(once.text)
      await expectCorrect(`${once.text}\n${once.text}`)
      await expectCorrect(
        `[3 of 90 lines shown. The other 87: headroom_retrieve key 0123456789abcdef]\n${bytes.toString()}`,
      )
    }
  })

  it('reads ten million lines, and one line of 50 million characters', async () => {
    for (const text of ['\n'.repeat(1e7), 'a\n'.repeat(1e7), 'x'.repeat(5e7), '{"a":1}\n'.repeat(3e6)])
      await expectCorrect(text)
  })
})

describe.skipIf(!available)('halves of real outputs', () => {
  it.each(outputs(['search', 'diff', 'csv', 'mixed', 'json', 'logs']).map((sample) => [sample.name, sample] as const))(
    'are correct: %s',
    async (_, { request }) => {
      const { content } = request.messages[2] as { readonly content: string }
      await expectCorrect(content.slice(0, content.length / 2))
    },
  )
})

/** Unchanged, or a form that decodes to the text, or a view whose original is in the store. Never a throw, never longer. */
async function expectCorrect(text: string, tool?: TextTool): Promise<void> {
  const options = tool === undefined ? {} : { tool }
  expectLossless(text, await compressText(text, options))
  const store = createMemoryStore()
  const { text: shown, outcome } = await compressText(text, { ...options, store, query: 'What failed?' })
  expect(outcome.reason).not.toBe('failed')
  expect(outcome.tokensAfter).toBeLessThanOrEqual(outcome.tokensBefore)
  if (outcome.form !== 'view') expectLossless(text, { text: shown, outcome })
  else {
    expect((await store.get(outcome.key ?? ''))?.text).toBe(text)
    expect((await retrieve(store, { key: outcome.key ?? '' })).found).toBe(true)
  }
}

function expectLossless(text: string, { text: form, outcome }: CompressedText): void {
  if (outcome.form === 'verbatim') {
    expect(outcome.reason).not.toBe('failed')
    // One comparison of booleans: a difference of megabytes would never be printed.
    expect(form === text).toBe(true)
    return
  }
  const compressor = defaultCompressors.find(({ name }) => name === outcome.by)
  const decoded = compressor?.decode?.(form)
  if (outcome.by === 'json-tree') expect(lexemesOf(decoded ?? '') === lexemesOf(text)).toBe(true)
  else expect(decoded === text).toBe(true)
  expect(compressor && openNow(compressor, text)?.canonical() === decoded).toBe(true)
}
