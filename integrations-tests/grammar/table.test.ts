import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openNow } from '@headroom/core'
import { table } from '@headroom/core/compressors'

const CORPUS = new URL('corpus/table/', import.meta.url)
const names = readdirSync(CORPUS).map((file) => file.replace(/\.txt$/, ''))
const textOf = (name: string): string => readFileSync(new URL(`${name}.txt`, CORPUS), 'utf8')

/** Outputs that are no table of rows, or whose cells hold what cuts them. */
const REFUSED = ['sqlite-one-column', 'column-t']

describe('table, over what tools print', () => {
  it.each(names.filter((name) => !REFUSED.includes(name)))('gives %s back byte for byte', (name) => {
    const text = textOf(name)
    const form = openNow(table, text)?.lossless()
    expect(form).toBeDefined()
    expect(table.decode?.(form?.text ?? '')).toBe(text)
  })

  it.each(REFUSED)('leaves %s alone', (name) => {
    expect(openNow(table, textOf(name))?.lossless()).toBeUndefined()
  })
})
