import { describe, expect, it } from 'vitest'
import { openNow } from '../../open-now.ts'
import { listing } from '../index.ts'

const formOf = (text: string): string => openNow(listing, text)?.lossless()?.text ?? ''

describe('status', () => {
  it('puts paths of one state on a line, each whole, and leaves those with blanks alone', () => {
    const paths = Array.from({ length: 9 }, (_, at) => `\tmodified:   src/part${at}/index.ts`)
    const text = [
      'On branch main',
      'Changes not staged for commit:',
      ...paths,
      '\tmodified:   a b.ts',
      '\tdeleted:    c.ts',
      '',
    ].join('\n')
    const form = formOf(text)
    expect(form.split('\n').slice(3)).toEqual([
      `\tmodified:   ${Array.from({ length: 9 }, (_, at) => `src/part${at}/index.ts`).join(' ')}`,
      '\\\tmodified:   a b.ts',
      '\tdeleted:    c.ts',
      '',
    ])
    expect(listing.decode?.(form)).toBe(text)
  })
})

describe('porcelain', () => {
  it('says a mode and a hash once where the next is the same, and keeps both where they differ', () => {
    const [one, two] = ['a', 'b'].map((letter) => letter.repeat(40))
    const text = [
      ...[1, 2, 3].map((at) => `1 .M N... 100644 100644 100644 ${one} ${one} src/part ${at}.ts`),
      `1 M. N... 100644 100755 100755 ${one} ${two} src/run.sh`,
      '? new.ts',
    ].join('\n')
    const form = formOf(text)
    expect(form.split('\n').slice(1)).toEqual([
      ...[1, 2, 3].map((at) => `1 .M N... 100644 = = ${one} = src/part ${at}.ts`),
      `1 M. N... 100644 100755 = ${one} ${two} src/run.sh`,
      '? new.ts',
    ])
    expect(listing.decode?.(form)).toBe(text)
  })
})
