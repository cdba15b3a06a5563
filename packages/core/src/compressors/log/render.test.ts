import { describe, expect, it } from 'vitest'
import { clustersOf } from './groups.ts'
import { renderLines } from './render.ts'

describe('renderLines', () => {
  const lines = [
    'start',
    ...Array.from({ length: 8 }, (_, index) => `2026-03-04 09:14:0${index} INFO job ${index} took 5ms`),
  ]

  it('lists what is left out by wording, and says where', () => {
    expect(renderLines(lines, clustersOf(lines), [0, 2, 3], undefined)).toBe(
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

  it('gives lines alone where all are kept', () => {
    expect(renderLines(lines, clustersOf(lines), [...lines.keys()], undefined)).toBe(lines.join('\n'))
  })

  it('leaves the list out where there is no room for it', () => {
    expect(renderLines(lines, clustersOf(lines), [0], 0.01)).toBe(
      'Lines ("… 4-9": lines 4 to 9 left out):\nstart\n… 2-9',
    )
  })

  it('says of a gap of stack frames what it was', () => {
    const trace = [
      'Error: x',
      ...Array.from({ length: 5 }, (_, index) => `    at f (/app/node_modules/a/${index}.js:1:1)`),
    ]
    expect(renderLines(trace, clustersOf(trace), [0, 1, 5], 0.01).split('\n').at(-2)).toBe(
      '… 3-5: 3 frames of vendor code',
    )
  })
})
