import {
  compress,
  compressText,
  createMemoryStore,
  defaultTokenizer,
  defineCompressor,
  type Tokenizer,
} from '@headroom/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anthropicConversation, FIXED, openaiConversation, toolText } from './generated.ts'
import { textsOf } from './texts.ts'
import { available, outputs, recordedRequests, traces, workloads } from './samples.ts'

const CHARACTERS: Tokenizer = { count: (text) => text.length }

describe('P5 never worse', () => {
  it.each([
    ['anthropic', anthropicConversation],
    ['openai', openaiConversation],
  ])('never lengthens a text, header included (%s)', async (_, conversations) => {
    await fc.assert(
      fc.asyncProperty(conversations, (requests) => expectShorter(requests.at(-1))),
      FIXED,
    )
  })

  it('never lengthens a text by the count of the tokenizer that is given', async () => {
    await fc.assert(
      fc.asyncProperty(toolText, async (text) => {
        const { text: shorter, outcome } = await compressText(text, {
          store: createMemoryStore(),
          tokenizer: CHARACTERS,
        })
        expect(shorter.length).toBeLessThanOrEqual(text.length)
        expect(outcome).toMatchObject({ tokensBefore: text.length, tokensAfter: shorter.length })
      }),
      FIXED,
    )
  })

  it('leaves a text alone that every form would lengthen', async () => {
    const verbose = defineCompressor({
      name: 'verbose',
      unit: 'lines',
      detect: () => 1,
      parse: (text) => ({ units: [{ text }] }),
      encode: ({ units }) => `${units[0]?.text}${units[0]?.text}`,
      decode: (text) => text.slice(text.length / 2),
    })
    const text = 'not to be doubled. '.repeat(50)
    expect(await compressText(text, { compressors: [verbose] })).toMatchObject({
      text,
      outcome: { reason: 'not-smaller' },
    })
  })
})

describe.skipIf(!available)('P5 on real requests', () => {
  it('never lengthens a text of any session, workload, recorded request or tool output', async () => {
    for (const { request } of [...traces(), ...workloads(), ...recordedRequests(), ...outputs()])
      await expectShorter(request)
  })
})

async function expectShorter(request: unknown): Promise<void> {
  const tokenizer = await defaultTokenizer()
  const { request: shorter, report } = await compress(request, { store: createMemoryStore(), tokenizer })
  const [before, after] = [textsOf(request), textsOf(shorter)]
  for (const { path, form, tokensBefore, tokensAfter } of report.outcomes) {
    const [old, now] = [before.get(JSON.stringify(path)) ?? '', after.get(JSON.stringify(path)) ?? '']
    expect([tokensBefore, tokensAfter]).toEqual([tokenizer.count(old), tokenizer.count(now)])
    if (form === 'verbatim') expect(now).toBe(old)
    else expect(tokensAfter).toBeLessThan(tokensBefore)
  }
  expect(report.tokensSaved).toBe(report.tokensBefore - report.tokensAfter)
}
