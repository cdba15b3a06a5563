import { describe, expect, it } from 'vitest'
import { atOnce } from '../../../steps.ts'
import { openNow } from '../../open-now.ts'
import { listing } from '../index.ts'
import { directories } from './index.ts'

const LINES = [
  '.:',
  'a',
  'b',
  'c',
  '',
  './a:',
  'x.ts',
  'y.ts',
  '',
  './b:',
  'two words.md',
  '',
  './c:',
  '',
  './c/d:',
  'z',
]

describe('directories', () => {
  it('puts the names of a directory after it, each whole, and leaves names with blanks where they are', () => {
    const form = atOnce(directories.write(LINES, () => false)) ?? []
    expect(form.slice(1)).toEqual([
      '.: a b c',
      './a: x.ts y.ts',
      '',
      './b:',
      'two words.md',
      '',
      './c:',
      '',
      './c/d: z',
    ])
    expect(atOnce(directories.read(form))).toEqual(LINES)
  })

  it('counts the entries of a view by the directory above them', () => {
    const blocks = [
      '.:',
      'd0',
      'd1',
      'd2',
      ...[0, 1, 2].flatMap((at) => ['', `./d${at}:`, ...Array.from({ length: 200 }, (_, of) => `f${of}.ts`)]),
    ]
    const view = openNow(listing, blocks.join('\n'))?.view({ query: '' })
    expect(view?.facts).toEqual(['entries: 603'])
    expect(view?.text).toContain('./d1/ 200')
    expect(view?.text).toContain('By extension: .ts 600, none 3')
  })
})
