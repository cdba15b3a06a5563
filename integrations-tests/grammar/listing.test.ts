import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openNow } from '@headroom/core'
import { listing } from '@headroom/core/compressors'
import { commands } from './listing-commands.ts'

const CORPUS = new URL('corpus/listing/', import.meta.url)
const names = readdirSync(CORPUS).sort()
const textOf = (name: string): string => readFileSync(new URL(name, CORPUS), 'utf8')
const formOf = (text: string): string | undefined => openNow(listing, text)?.lossless()?.text
/** Shapes that the room leaves alone: nothing in them repeats that it could say once, or they are another room's. */
const LEFT_ALONE = new Set([
  'find',
  'find-all',
  'git-ls-files-stage',
  'ls-la-cut-short',
  'find-directories',
  'find-windows',
  'rg-l',
  'rg-files',
  'sha256sum',
  'wc-all-counts',
  'ls-1',
  'ls-R',
  'npm-ls',
  'git-log-oneline',
  'git-log-graph',
  'git-status',
  'git-status-short',
  'git-diff-name-status',
  'git-diff-numstat',
  'git-log-fuller',
])

/** Shapes that are shorter in tokens alone: a space stands where a line ended. */
const AS_LONG: ReadonlySet<string> = new Set(['ls-R-plain', 'git-status-many'])

describe('the grammar corpus of listings', () => {
  it('has an output of every command whose tool was there', () => {
    const known = new Set(commands.map(({ name }) => `${name}.txt`))
    expect(names.filter((name) => !known.has(name))).toEqual([])
    expect(names.length).toBeGreaterThan(30)
  })

  it.each(names.filter((name) => !LEFT_ALONE.has(name.slice(0, -4)) && !AS_LONG.has(name.slice(0, -4))))(
    'is said shorter and gives back %s',
    (name) => {
      const text = textOf(name)
      const form = formOf(text) ?? ''
      expect(form).not.toBe('')
      expect(form.length).toBeLessThan(text.length)
      expect(listing.decode?.(form)).toBe(text)
    },
  )

  it.each([...AS_LONG])('is said in fewer lines and gives back %s', (name) => {
    const text = textOf(`${name}.txt`)
    const form = formOf(text) ?? ''
    expect(form.split('\n').length).toBeLessThan(text.split('\n').length)
    expect(listing.decode?.(form)).toBe(text)
  })

  it.each(names)('gives back %s with other line ends, doubled and cut in two', (name) => {
    const text = textOf(name)
    const half = text.slice(0, Math.floor(text.length / 2))
    const texts = [text, text.replaceAll(/\r?\n/g, '\r\n'), text.trimEnd(), text.repeat(8), half, `${text}\n\n${text}`]
    const forms = texts.map((each) => ({ each, form: formOf(each) })).filter(({ form }) => form !== undefined)
    expect(forms.map(({ form = '' }) => listing.decode?.(form))).toEqual(forms.map(({ each }) => each))
  })
})
