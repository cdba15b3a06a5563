import { compressText, createMemoryStore, defineCompressor, openNow } from '@headroom/core'
import { defaultCompressors } from '@headroom/core/compressors'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FIXED, toolText } from './generated.ts'
import { lexemesOf } from './lexemes.ts'
import { available, outputs, traces, workloads, type Sample } from './samples.ts'

describe('P3 lossless first, and proven', () => {
  it('decodes every lossless form to the canonical input', async () => {
    await fc.assert(fc.asyncProperty(toolText, expectDecodes), FIXED)
  })

  it('does not use a form whose decoder gives something else', async () => {
    const forgetful = defineCompressor({
      name: 'forgetful',
      unit: 'lines',
      detect: () => 1,
      parse: () => ({ units: [] }),
      encode: () => 'short',
      decode: () => 'something else',
    })
    const { outcome } = await compressText('a long text. '.repeat(99), { compressors: [forgetful] })
    expect(outcome).toMatchObject({ form: 'verbatim', reason: 'not-smaller' })
  })

  it('does not use a form whose decoder throws', async () => {
    const broken = defineCompressor({
      name: 'broken',
      unit: 'lines',
      detect: () => 1,
      parse: () => ({ units: [] }),
      encode: () => 'short',
      decode: () => JSON.parse('{'),
    })
    expect((await compressText('a long text. '.repeat(99), { compressors: [broken] })).outcome.form).toBe('verbatim')
  })

  it('uses only lossless forms under `lossless`, with a store or without', async () => {
    await fc.assert(
      fc.asyncProperty(toolText, async (text) => {
        expect((await compressText(text, { policy: 'lossless', store: createMemoryStore() })).outcome.form).not.toBe(
          'view',
        )
      }),
      FIXED,
    )
  })
})

describe.skipIf(!available)('P3 on real tool outputs', () => {
  it.each([...outputs(), ...traces(), ...workloads()].map((sample) => [sample.name, sample] as const))(
    'decodes what %s becomes',
    async (_, sample) => {
      for (const text of toolTextsOf(sample)) await expectDecodes(text)
    },
  )
})

async function expectDecodes(text: string): Promise<void> {
  const { text: shorter, outcome } = await compressText(text)
  if (outcome.form === 'verbatim') {
    expect(shorter).toBe(text)
    return
  }
  const compressor = defaultCompressors.find(({ name }) => name === outcome.by)
  const decoded = compressor?.decode?.(shorter) ?? ''
  expect(decoded).toBe(compressor && openNow(compressor, text)?.canonical())
  // Without our own idea of what is canonical: JSON lexeme for lexeme, all else byte for byte.
  if (outcome.by === 'json-tree') expect(lexemesOf(decoded)).toBe(lexemesOf(text))
  else expect(decoded).toBe(text)
}

function toolTextsOf({ request }: Sample): string[] {
  return request.messages.flatMap((message) => {
    const { role, content } = message as { role?: unknown; content?: unknown }
    if (role === 'tool' && typeof content === 'string') return [content]
    return Array.isArray(content)
      ? content.flatMap((block: { content?: unknown }) => (typeof block.content === 'string' ? [block.content] : []))
      : []
  })
}
