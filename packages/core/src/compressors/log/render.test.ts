import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import { clustersOf } from './groups.ts'
import { renderLines } from './render.ts'
import { timeOf } from './time.ts'

const render = (lines: readonly string[], kept: readonly number[], keepRatio?: number): string =>
  atOnce(renderLines(lines, atOnce(clustersOf(lines)), lines.map(timeOf), kept, keepRatio))

describe('renderLines', () => {
  const lines = [
    'start',
    ...Array.from({ length: 8 }, (_, index) => `2026-03-04 09:14:0${index} INFO job ${index} took 5ms`),
  ]

  it('lists what is left out by wording, and says where', () => {
    expect(render(lines, [0, 2, 3])).toBe(
      [
        'Left out, by wording ({} varies):',
        '6× L2-9, 2026-03-04 09:14:00 – 09:14:07: INFO job {} took 5ms',
        'Lines ("… 4-9": lines 4 to 9 left out):',
        'start',
        '… 2',
        lines[2],
        lines[3],
        '… 5-9',
      ].join('\n'),
    )
  })

  it('counts the lines whose wordings it does not list', () => {
    const mixed = [...lines, 'one thing', 'quite another', ...lines]
    expect(render(mixed, [0, 1]).split('\n').slice(0, 3)).toEqual([
      'Left out, by wording ({} varies):',
      '15× L3-20, 2026-03-04 09:14:00 – 09:14:07: INFO job {} took 5ms',
      'and 3 other lines of 3 wordings',
    ])
    expect(render([...lines, 'one thing'], [0])).toContain('\nand 1 other line of 1 wording\n')
  })

  it('accounts for every line where more wordings are left out than it lists', () => {
    const letters = [...'abcdefghijklmnopqrstuvwxyz']
    const many = letters.flatMap((a) => letters.slice(0, 3).flatMap((b) => [`${a}${b}`, `${a}${b}`]))
    const list = render(many, []).split('\nLines')[0]?.split('\n') ?? []
    expect(list.length).toBe(62)
    expect(list.at(-1)).toBe('and 36 other lines of 18 wordings')
  })

  it('gives the earliest and the latest time of a wording', () => {
    const unsorted = ['2026-03-04', '2026-03-25', '2026-03-10'].map(
      (day, at) => `${day} 09:14:0${at} INFO job ${at} is done`,
    )
    expect(render(unsorted, [])).toContain('3× L1-3, 2026-03-04 09:14:00 – 2026-03-25 09:14:01: INFO job')
  })

  it('starts a wording after the time, its year and its bracket', () => {
    const dated = Array.from({ length: 4 }, (_, at) => `[Sun Dec 04 04:47:4${at} 2005] [notice] child ${at} is there`)
    expect(render(dated, [])).toContain('\n4× L1-4, Dec 04 2005 04:47:40 – 04:47:43: [notice] child {} is there\n')
  })

  it('gives lines alone where all are kept', () => {
    expect(render(lines, [...lines.keys()])).toBe(lines.join('\n'))
  })

  it('leaves the list out where there is no room for it', () => {
    expect(render(lines, [0], 0.01)).toBe('Lines ("… 4-9": lines 4 to 9 left out):\nstart\n… 2-9')
  })

  it('says of a gap of stack frames what it was', () => {
    const trace = [
      'Error: x',
      ...Array.from({ length: 5 }, (_, index) => `    at f (/app/node_modules/a/${index}.js:1:1)`),
    ]
    expect(render(trace, [0, 1, 5], 0.01).split('\n').at(-2)).toBe('… 3-5: 3 frames of vendor code')
  })
})
