import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import { fit } from './fit.ts'
import { clustersOf, groupOf } from './groups.ts'
import { fill, printTemplate } from './template.ts'

const fitted = (
  lines: readonly string[],
  loose = 0,
): { readonly template: string; readonly rows: readonly (readonly string[])[] } => {
  const [cluster, ...more] = atOnce(clustersOf(lines))
  if (cluster === undefined || more.length > 0) throw new Error('the lines are of one wording')
  const { template, rows, lines: own } = atOnce(fit(atOnce(groupOf(cluster)), loose))
  rows.forEach((row, at) => expect(fill(template, row)).toBe(lines[own[at] ?? -1]))
  return { template: printTemplate(template), rows }
}

describe('fit', () => {
  it('moves what is the same in all lines into the wording', () => {
    expect(fitted(['v2 job 1 on db-3', 'v2 job 2 on db-3'])).toEqual({
      template: 'v2 job {1} on db-3',
      rows: [['1'], ['2']],
    })
  })

  it('keeps the first values that it is told to', () => {
    expect(fitted(['v2 job 1', 'v2 job 2'], 1).template).toBe('{1} job {2}')
  })

  it('names the values up to the time by letters', () => {
    expect(fitted(['Mar 4 09:14:02 job 1', 'Mar 5 09:14:03 job 2']).template).toBe('Mar {a} {b} job {1}')
  })

  it('takes a time in the message for a value of the message', () => {
    expect(fitted(['09:14:02 job 7 due at 10:00:00', '09:14:03 job 8 due at 11:00:00']).template).toBe(
      '{a} job {1} due at {2}',
    )
  })

  it('refers to a value that comes again, whole or by its start', () => {
    expect(fitted(['cn20 x cn20/cn20 y', 'dn31 x dn31/dn31 y']).template).toBe('{1} x {1}/{1} y')
    expect(fitted(['[09:14:02.556Z] 09:14:02 y', '[09:15:07.100Z] 09:15:07 y']).template).toBe('[{a}Z] {a:.8} y')
  })

  it('refers to a value whose start moved into the wording', () => {
    expect(fitted(['task_2008110920_1 as task_2008110920_1', 'task_2008110920_2 as task_2008110920_2']).template).toBe(
      'task_2008110920_{1} as task_2008110920_{1}',
    )
  })

  it('takes starts of one length only for the start of a value', () => {
    expect(fitted(['12345 123', '12377 1237']).rows).toEqual([
      ['12345', '123'],
      ['12377', '1237'],
    ])
  })

  it('leaves something of every value where its start and end are in the wording', () => {
    const end = 'a'.repeat(11)
    expect(fitted([`${end}_5_${end}`, `${end}_5_5_${end}`]).rows).toEqual([['5'], ['5_5']])
  })

  it('moves a unit, and a long common start before a number, into the wording', () => {
    expect(fitted(['took 5ms', 'took 17ms']).template).toBe('took {1}ms')
    expect(fitted(['attempt_144514_0020_m_000002_0 x', 'attempt_144514_0020_m_000017_0 x'])).toEqual({
      template: 'attempt_144514_0020_m_{1} x',
      rows: [['000002_0'], ['000017_0']],
    })
  })

  it('leaves short starts with their ids, so that these can be found', () => {
    expect(fitted(['got blk_3886', 'got blk_-695']).rows).toEqual([['blk_3886'], ['blk_-695']])
  })

  it('keeps a path in one piece', () => {
    expect(fitted(['read /a/b1/c1.txt', 'read /a/b2/c2.txt']).rows).toEqual([['b1/c1.txt'], ['b2/c2.txt']])
  })

  it('aligns values that are right-aligned', () => {
    expect(fitted(['pid   17 up', 'pid 2395 up', 'pid  170 up'])).toEqual({
      template: 'pid {1:>4} up',
      rows: [['17'], ['2395'], ['170']],
    })
  })

  it('leaves out lines that are spaced in another way', () => {
    const [cluster] = atOnce(clustersOf(['pid    7 up', 'pid 2395 up', 'pid  8 up']))
    expect(cluster && atOnce(fit(atOnce(groupOf(cluster)))).lines).toEqual([0, 1])
  })
})
