import { describe, expect, it } from 'vitest'
import { atOnce } from '../../../steps.ts'
import { branches } from './index.ts'

const NPM = [
  'shop@1.0.0 /srv',
  '├── UNMET DEPENDENCY a@^3',
  '├─┬ b@1.2.0',
  '│ └─┬ c@1.0.4',
  '│   └── d@0.3.1 deduped',
  '└── e@2.1.3',
  '',
]
const CARGO = [
  'shop v1.0.0',
  '├── b v1.2.0',
  '│   └── c v1.0.4',
  '│       └── d v0.3.1 (*)',
  '└── e v2.1.3',
  '[dev-dependencies]',
  '└── c v1.0.4 (*)',
]

describe('branches', () => {
  it('draws what npm and cargo draw again', () => {
    for (const lines of [NPM, CARGO, NPM.slice(0, 3), NPM.slice(0, 4), CARGO.slice(0, 3)]) {
      const form = atOnce(branches.write(lines, () => false)) ?? []
      expect(atOnce(branches.read(form))).toEqual(lines)
    }
  })

  it('says a level by a space, and names as they are', () => {
    expect((atOnce(branches.write(NPM, () => false)) ?? []).slice(1)).toEqual([
      'shop@1.0.0 /srv',
      ' UNMET DEPENDENCY a@^3',
      ' b@1.2.0',
      '  c@1.0.4',
      '   d@0.3.1 deduped',
      ' e@2.1.3',
      '',
    ])
  })

  it('leaves a tree whole that says a branch is open with nothing below it', () => {
    const lines = ['├─┬ a', '├── b', '└── c', '']
    const form = atOnce(branches.write(lines, () => false)) ?? []
    expect(form.slice(1)).toEqual(['\\├─┬ a', '\\├── b', '\\└── c', ''])
    expect(atOnce(branches.read(form))).toEqual(lines)
  })
})
