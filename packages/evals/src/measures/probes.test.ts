import { type CompressedText, createMemoryStore, defaultTokenizer, keyOf, type Outcome } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { engine, type Subject } from '../subject.ts'
import type { ProbeInput } from '../types/input.ts'
import { countProbes, measureProbe } from './probes.ts'

const LINES = Array.from({ length: 300 }, (_, index) => `line ${index} says nothing`)
const TEXT = [...LINES.slice(0, 150), 'the token is qwertz and the port is 4711', ...LINES.slice(150)].join('\n')

const asks = (query: string, mustContain: readonly string[], kind = 'log_fact'): ProbeInput => ({
  id: 'p1',
  kind,
  file: 'a.log',
  query,
  mustContain,
  subject: { type: 'text', text: TEXT },
})

/** Replaces texts by one line; keeps the original, or forgets it. */
function subjectThat(form: 'view' | 'lossless', shown: string, keeps: boolean): Subject {
  return {
    ...engine(),
    async compressText(text, { store = createMemoryStore() }): Promise<CompressedText> {
      const key = await keyOf(text, '')
      if (keeps) await store.set(key, { kind: 'original', text }, Infinity)
      const outcome = { path: [], role: 'tool', form, reason: form, tokensBefore: 9, tokensAfter: 1 } as const
      return { text: shown, outcome: form === 'view' ? { ...outcome, key } : outcome }
    },
  }
}

async function fateOf(
  probe: ProbeInput,
  subject: Subject,
  policy: 'lossless' | 'balanced' = 'balanced',
): Promise<string> {
  return (await measureProbe(probe, policy, subject, await defaultTokenizer())).fate
}

describe('measureProbe', () => {
  it('sees an answer in the shortened text', async () => {
    expect(await fateOf(asks('which token?', ['qwertz']), subjectThat('view', 'token qwertz', true))).toBe('visible')
  })

  it('retrieves by the words of the question, or by what it quotes', async () => {
    const view = subjectThat('view', 'nothing', true)
    expect(await fateOf(asks('which token?', ['qwertz']), view)).toBe('retrieved')
    expect(await fateOf(asks('what else is in the line with "the port is"?', ['qwertz']), view)).toBe('retrieved')
  })

  it('tells what only the whole original gives from what is lost', async () => {
    const unhelpful = asks('zzz?', ['line 17 says', 'qwertz'])
    expect(await fateOf(unhelpful, subjectThat('view', 'nothing', true))).toBe('whole')
    expect(await fateOf(unhelpful, subjectThat('view', 'nothing', false))).toBe('lost')
  })

  it('calls an answer encoded that a lossless form does not show', async () => {
    expect(await fateOf(asks('which token?', ['qwertz']), subjectThat('lossless', 'x', false), 'lossless')).toBe(
      'encoded',
    )
  })

  it('counts no question whose answer is not in the text', async () => {
    expect(await fateOf(asks('which token?', ['azerty']), subjectThat('view', 'nothing', true))).toBe('absent')
  })

  it('takes line numbers of searches as whole tokens', async () => {
    const shown = subjectThat('view', 'a.ts 47110', false)
    expect(await fateOf(asks('where?', ['4711'], 'search_hit'), shown)).toBe('lost')
    expect(await fateOf(asks('where?', ['4711'], 'log_fact'), shown)).toBe('visible')
  })

  it('asks about the messages before the one that used the answer', async () => {
    const messages = [{ role: 'user', content: 'which token? It is qwertz.' }]
    const probe: ProbeInput = {
      ...asks('which token?', ['qwertz']),
      subject: { type: 'request', request: { messages } },
    }
    expect(await fateOf(probe, engine())).toBe('visible')
  })
})

describe('measureProbe of a conversation', () => {
  it('names the form of the result that held what is missing, and no other', async () => {
    const result = (id: string, content: string): object => ({ role: 'tool', tool_call_id: id, content })
    const messages = [
      { role: 'user', content: 'which token?' },
      result('a', 'no answer here'),
      result('b', 'the token is qwertz'),
    ]
    const subject: Subject = {
      ...engine(),
      async compress(request, options) {
        const { report } = await engine().compress(request, options)
        const outcome = (index: number, form: 'view' | 'lossless', by: string): Outcome => ({
          path: ['messages', index, 'content'],
          role: 'tool',
          form,
          by,
          reason: form,
          tokensBefore: 9,
          tokensAfter: 1,
        })
        const sent = [...messages.slice(0, 2), result('b', 'hidden')]
        const outcomes = [outcome(1, 'lossless', 'log'), outcome(2, 'view', 'search')]
        return { request: { ...request, messages: sent }, report: { ...report, outcomes } }
      },
    }
    const probe: ProbeInput = { ...asks('which?', ['qwertz']), subject: { type: 'request', request: { messages } } }
    const { form, missing } = await measureProbe(probe, 'balanced', subject, await defaultTokenizer())
    expect({ form, missing }).toEqual({ form: 'view search', missing: ['qwertz'] })
  })
})

describe('countProbes', () => {
  it('counts fates apart, by kind and by what kinds have in common', () => {
    const result = (
      kind: string,
      fate: 'visible' | 'whole' | 'lost' | 'absent',
    ): Parameters<typeof countProbes>[0][number] => ({
      probe: asks('?', [], kind),
      fate,
      missing: [],
      form: '',
    })
    const counts = countProbes([
      result('a_x', 'visible'),
      result('a_x', 'whole'),
      result('a_y', 'lost'),
      result('a_y', 'absent'),
    ])
    expect(Object.keys(counts)).toEqual(['a_*', 'a_x', 'a_y'])
    expect(counts['a_*']).toMatchObject({ asked: 3, visible: 1, retrieved: 0, whole: 1, encoded: 0, lost: 1 })
    expect(counts['a_x']).toMatchObject({ visibleShare: 0.5, reachableShare: 1 })
  })
})
