import { describe, expect, it } from 'vitest'
import { fill, parseTemplate, printTemplate, type Template } from './template.ts'

const template: Template = {
  fixed: ['[', ' ', '] ', ' took', ' of ', ' (', '): ', ''],
  slots: [
    { value: 0 },
    { value: 1 },
    { value: 1, take: 5 },
    { value: 2, width: 6 },
    { value: 3 },
    { value: 3 },
    { value: 4 },
  ],
  head: 2,
  size: 5,
  tail: true,
}

describe('printTemplate', () => {
  it('names values before the letter by letters, those after it by numbers, and the rest of the line by a star', () => {
    expect(printTemplate(template)).toBe('[{a} {b}] {b:.5} took{1:>6} of {2} ({2}): {*}')
  })
})

describe('parseTemplate', () => {
  it('reads what printTemplate writes', () => {
    expect(parseTemplate(printTemplate(template))).toEqual(template)
  })

  it('takes other braces for wording', () => {
    expect(parseTemplate('{} {x} {a:b} {1').slots).toEqual([])
  })
})

describe('fill', () => {
  it('puts values in their slots, cut and aligned as they say', () => {
    expect(fill(template, ['Mar', '09:14:02', '120', 'x', 'and so on'])).toBe(
      '[Mar 09:14:02] 09:14 took   120 of x (x): and so on',
    )
  })
})
