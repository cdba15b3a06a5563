import { describe, expect, it } from 'vitest'
import { applyEdits } from '../edits/apply.ts'
import type { Shown } from '../types/hidden.ts'
import { reinsert } from './reinsert.ts'

/** Items of a made-up dialect: `m…` are the model's, `r…` results, with pieces in a list where there are some. */
interface Item {
  readonly is: string
  readonly pieces?: readonly string[]
}

const shows = (item: unknown): Shown => {
  const { is } = item as Item
  const kinds: Readonly<Record<string, Shown['kind']>> = { m: 'answer', r: 'results', i: 'instructions' }
  return { kind: kinds[is.charAt(0)] ?? 'said', text: is, known: [] }
}
const items = (...names: readonly string[]): readonly Item[] => names.map((is) => ({ is }))
const exchange = (names: readonly string[], before = 0, results: readonly { position: number; item: Item }[] = []) => ({
  before,
  items: items(...names),
  results,
})
const answer = (from: number, to: number, known?: ReturnType<typeof exchange>) => ({
  from,
  to,
  link: '',
  exchange: known,
})

function inserted(list: readonly Item[], answers: readonly ReturnType<typeof answer>[], pieces?: string) {
  const hidden = { shows, ...(pieces === undefined ? {} : { pieces }) }
  const { edits, exchanges } = reinsert({ path: ['list'], items: list }, answers, [], hidden)
  return { list: applyEdits({ list }, edits).list, exchanges }
}

describe('reinsert', () => {
  it('puts what was exchanged in place of each answer', () => {
    const list = items('u', 'm1', 'u', 'm2', 'm3', 'u')
    const answers = [answer(1, 2, exchange(['m', 'r', 'm1'])), answer(3, 5, exchange(['m', 'r', 'm2', 'm3'], 1))]
    expect(inserted(list, answers)).toEqual({
      list: items('u', 'm', 'r', 'm1', 'u', 'm', 'r', 'm2', 'm3', 'u'),
      exchanges: 2,
    })
  })

  it('leaves an answer that comes after a lost one as the client has it', () => {
    const list = items('u', 'm1', 'u', 'm2')
    expect(inserted(list, [answer(1, 2), answer(3, 4, exchange(['m', 'r', 'm2'], 1))])).toEqual({ list, exchanges: 0 })
  })

  it('leaves an answer of more items than were recorded as the client has it', () => {
    const list = items('u', 'm1', 'm2', 'm3')
    expect(inserted(list, [answer(1, 4, exchange(['m', 'r']))])).toEqual({ list, exchanges: 0 })
  })

  it('puts results where their calls stood, where each is an item: some servers know them by their order only', () => {
    const held = [1, 2, 4].map((position) => ({ position, item: { is: `r${position}` } }))
    const known = answer(0, 1, exchange(['m'], 0, held))
    const { list } = inserted(items('m1', 'r0', 'r3', 'u', 'r'), [known])
    expect(list).toEqual(items('m', 'r0', 'r1', 'r2', 'r3', 'r4', 'u', 'r'))
    expect(inserted(items('m1', 'r0'), [known]).list).toEqual(items('m', 'r0', 'r1', 'r2', 'r4'))
    expect(inserted(items('m1', 'u'), [known]).list).toEqual(items('m', 'r1', 'r2', 'r4', 'u'))
  })

  it('puts results where their calls stood, where items hold several', () => {
    const held = [0, 2].map((position) => ({ position, item: { is: 'r', pieces: [`h${position}`] } }))
    const known = exchange(['m'], 0, held)
    const given = [{ is: 'm1' }, { is: 'r', pieces: ['c1', 'c3', 'text'] }]
    expect(inserted(given, [answer(0, 1, known)], 'pieces').list).toEqual([
      { is: 'm' },
      { is: 'r', pieces: ['h0', 'c1', 'h2', 'c3', 'text'] },
    ])
    const alone = [{ is: 'm1' }, { is: 'u', pieces: ['text'] }]
    expect(inserted(alone, [answer(0, 1, known)], 'pieces').list).toEqual([
      { is: 'm' },
      { is: 'r', pieces: ['h0', 'h2'] },
      { is: 'u', pieces: ['text'] },
    ])
  })

  it('puts results of a reply that the provider keeps first, after instructions', () => {
    const { edits } = reinsert({ path: ['list'], items: items('r1') }, [], [{ position: 0, item: { is: 'r0' } }], {
      shows,
    })
    expect(applyEdits({ list: items('r1') }, edits).list).toEqual(items('r0', 'r1'))
    const list = items('i', 'u', 'u2')
    const alone = reinsert({ path: ['list'], items: list }, [], [{ position: 1, item: { is: 'r' } }], { shows })
    expect(applyEdits({ list }, alone.edits).list).toEqual(items('i', 'r', 'u', 'u2'))
  })

  it('changes of an answer whose exchange is lost only what would be refused', () => {
    const list = items('u', 'm1', 'm-bound', 'u')
    const orphaned = (item: unknown, exchanges: number): unknown =>
      (item as Item).is === 'm-bound' ? { is: `m after ${exchanges}` } : item
    const { edits } = reinsert({ path: ['list'], items: list }, [answer(1, 3)], [], { shows, orphaned })
    expect(edits).toEqual([{ op: 'replace', path: ['list', 2], value: { is: 'm after 0' } }])
  })
})
