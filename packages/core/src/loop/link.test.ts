import { describe, expect, it } from 'vitest'
import type { Shown } from '../types/hidden.ts'
import { linksOf, openingKey, showsAnything } from './link.ts'

const said = (text: string, ...known: readonly unknown[]): Shown => ({ kind: 'said', text, known })
const answer = (text: string, ...known: readonly unknown[]): Shown => ({ kind: 'answer', text, known })
const rules = (text: string): Shown => ({ kind: 'instructions', text, known: [] })

const links = async (items: readonly Shown[], start = '', scope = ''): Promise<readonly string[]> =>
  (await linksOf(items, start, scope)).answers.map(({ link }) => link)

const CONVERSATION = [said('a'), answer('b'), said('c'), answer('d')]

describe('linksOf', () => {
  it('links each run of answers to all that was shown before', async () => {
    const items = [said('a'), answer('b'), answer('c', ['1', 'ls']), said('d'), answer('e')]
    const { answers, end } = await linksOf(items, '', '')
    expect(answers.map(({ from, to }) => [from, to])).toEqual([
      [1, 3],
      [4, 5],
    ])
    expect(end).toEqual({ link: answers[1]?.link, since: [] })
  })

  it('is the same however an answer is cut into items, and whatever white space is around it', async () => {
    const whole = await links([said('a'), answer('b c', ['1', 'ls'])])
    expect(await links([said('a'), answer('b '), answer('c\n', ['1', 'ls'])])).toEqual(whole)
  })

  it('does not count instructions, which change from day to day', async () => {
    const given = await links(CONVERSATION)
    expect(await links([rules('Today is Monday.'), ...CONVERSATION, rules('x')])).toEqual(given)
  })

  it.each<[string, readonly Shown[], string, string]>([
    ['another question', CONVERSATION.with(0, said('x')), '', ''],
    ['the result of another call', CONVERSATION.with(0, said('a', ['1', 'hash'])), '', ''],
    ['another start', CONVERSATION, 'resp_1', ''],
    ['another scope', CONVERSATION, '', 'tenant'],
  ])('differs for %s, in the first answer and in those after it', async (_, items, start, scope) => {
    const [given, other] = [await links(CONVERSATION), await links(items, start, scope)]
    expect(other.some((link) => given.includes(link))).toBe(false)
    expect(new Set([...given, ...other]).size).toBe(4)
  })

  it('tells a later change from the answers before it', async () => {
    const [first, second] = await links(CONVERSATION)
    expect(await links(CONVERSATION.with(2, said('x')))).toEqual([first, expect.not.stringMatching(second ?? '')])
  })
})

describe('openingKey', () => {
  it('is the same for what shows the same, and another for every other', async () => {
    const opening = [said('a')]
    const same = [openingKey('began', opening, '', ''), openingKey('began', [rules('x'), ...opening], '', '')]
    expect(new Set(await Promise.all(same)).size).toBe(1)
    const others = [
      openingKey('exchanges', opening, '', ''),
      openingKey('began', [said('x')], '', ''),
      openingKey('began', opening, 'resp_1', ''),
      openingKey('began', opening, '', 'tenant'),
    ]
    expect(new Set(await Promise.all([...same, ...others])).size).toBe(5)
  })
})

describe('showsAnything', () => {
  it('is false for an answer that nothing can be told by', () => {
    expect([[], [answer(' \n')], [answer('a')], [answer('', ['1', 'ls'])]].map(showsAnything)).toEqual([
      false,
      false,
      true,
      true,
    ])
  })
})
