import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compressText, openNow } from '@headroom/core'
import { search } from '@headroom/core/compressors'
import { commands } from './search-commands.ts'

const CORPUS = new URL('corpus/search/', import.meta.url)
const names = readdirSync(CORPUS)
  .map((file) => file.replace(/\.txt$/, ''))
  .sort()
const textOf = (name: string): string => readFileSync(new URL(`${name}.txt`, CORPUS), 'utf8')

/** What no reader can tell from prose: text below a path, without a number. */
const UNKNOWN = ['rg-heading-no-numbers']
const known = names.filter((name) => !UNKNOWN.includes(name))
/** First lines of forms, by the shape that they are made of. */
const LEGENDS: Readonly<Record<string, string>> = {
  'grep-n': 'By file, number then text:',
  'grep-n-dot': 'By file in ./, number then text:',
  'grep-no-numbers': 'By file, sign then text:',
  'grep-initial-tab': 'By file, sign then text:',
  'grep-single': 'By number, number then text:',
  'grep-context': 'By file, number then text, colon at matches, no -- at gaps:',
  'grep-context-no-numbers': 'By file, sign then text:',
  'grep-only-bytes': 'By file:',
  'grep-null': 'By file, null after path, number then text:',
  'grep-null-count': 'By folder, null for colon, \\: line as printed (largest: src/generated/schema.ts:9):',
  'git-grep-function': 'By file:',
  'git-grep-heading': 'Below files, number then text:',
  'git-grep-break': 'By file, no blank lines between, number then text, colon at matches:',
  'git-grep-null': 'By file, null after path:',
  'rg-heading': 'By file, no blank lines between, number then text:',
  'rg-vimgrep': 'By file:',
  'rg-windows-paths': 'By file in .\\, number then text:',
  'rg-agent-context':
    'By file, number then text, colon at matches, no -- at gaps; lines without a colon had the full path, in /home/dev/playground/:',
  'ag-context': 'By file, colon after path, number then text, colon at matches:',
  'ag-count': 'By folder, \\: line as printed (largest: src/generated/schema.ts:18):',
}

describe('the golden corpus of searches', () => {
  it('has the output of every command', () => {
    expect(names).toEqual(commands.map(({ name }) => name).sort())
  })

  it.each(known)('%s is known as a search', (name) => {
    expect(search.detect(textOf(name))).toBeGreaterThan(0.5)
  })

  it.each(UNKNOWN)('%s is not', (name) => {
    expect(search.detect(textOf(name))).toBe(0)
    expect(openNow(search, textOf(name))).toBeUndefined()
  })

  it.each(known)('%s decodes to its bytes', (name) => {
    const text = textOf(name)
    // A form that its decoder does not give back is never given out: that there is one says that it decodes.
    expect(search.decode?.(openNow(search, text)?.lossless()?.text ?? '')).toBe(text)
  })

  it.each(Object.entries(LEGENDS))('%s begins with "%s"', (name, legend) => {
    expect(openNow(search, textOf(name))?.lossless()?.text.split('\n')[0]).toBe(legend)
  })

  it.each(known)('%s names no file twice in a row', (name) => {
    const lines = (openNow(search, textOf(name))?.lossless()?.text ?? '').split('\n')
    expect(lines.filter((line, index) => line === lines[index + 1] && /^\S+\.ts$/.test(line))).toEqual([])
  })

  it.each(names)('%s never gets longer', async (name) => {
    const { outcome } = await compressText(textOf(name).repeat(4), { policy: 'lossless', compressors: [search] })
    expect(outcome.tokensAfter).toBeLessThanOrEqual(outcome.tokensBefore)
  })

  it('decodes to its bytes when it is cut, turned around or continued by another', () => {
    for (const name of known) {
      const text = textOf(name)
      const lines = text.split('\n')
      for (const piece of [
        text.slice(7),
        text.slice(0, -9),
        lines.toReversed().join('\n'),
        `${text}${textOf('rg-context')}`,
      ]) {
        const form = openNow(search, piece)?.lossless()
        expect(form === undefined || search.decode?.(form.text) === piece, `${name}: ${piece}`).toBe(true)
      }
    }
  })
})
