import { describe, expect, it } from 'vitest'
import { mutantsOf } from './mutants.ts'

const changes = (text: string): readonly string[] =>
  mutantsOf('a.ts', text).map(({ before, after, line }) => `${line}: ${before} → ${after}`)

describe('mutantsOf', () => {
  it('turns operators, truths, numbers and texts round', () => {
    expect(changes("const a = b < 3 && c === 'x'\nconst d = true")).toEqual([
      '1: && → ||',
      '1: < → <=',
      '1: 3 → 4',
      '1: === → !==',
      "1: 'x' → ''",
      '2: true → false',
    ])
  })

  it('takes the other way at every choice, and leaves calls out', () => {
    expect(changes('if (a) b()\nconst c = d ? e : f')).toEqual(['1: a → !(a)', '1: b() → ;', '2: d → !(d)'])
  })

  it('leaves types and imports alone', () => {
    expect(changes("import a from 'a'\ntype B = 'x' | 3\nexport { a } from './a.ts'")).toEqual([])
  })
})
