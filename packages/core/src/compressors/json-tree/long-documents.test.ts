import { describe, expect, it } from 'vitest'
import { openNow } from '../open-now.ts'
import { jsonTree } from './index.ts'

/** What a text comes back as, and its form. */
function cycle(text: string): { readonly form: string | undefined; readonly back: string | undefined } {
  const form = openNow(jsonTree, text)?.lossless()?.text
  return { form, back: form === undefined ? undefined : jsonTree.decode?.(form) }
}

const ROWS = Array.from({ length: 6_000 }, (_, id) => ({
  id: (id * 37) % 9_001,
  name: `item ${id}`,
  isOpen: id % 3 > 0,
}))

/** As Python's json.dumps writes it. */
const SPACED = JSON.stringify(ROWS).replaceAll(':', ': ').replaceAll(',', ', ')

describe('jsonTree over documents of many steps', () => {
  it.each([
    ['@json', JSON.stringify(ROWS)],
    ['@json_spaced_nl', `${SPACED}\n`],
    ['@json_indent2', JSON.stringify({ rows: ROWS }, undefined, 2)],
    ['@json_tabs', JSON.stringify(ROWS, undefined, '\t')],
    ['@json_lines', ROWS.map((row) => JSON.stringify(row)).join('\n')],
  ])('opens long strings spelled as %s', (style, stdout) => {
    const text = JSON.stringify({ code: 0, stdout })
    const { form, back } = cycle(text)
    expect(form?.includes(` stdout.${style}`)).toBe(true)
    expect(back === text).toBe(true)
  })

  it('leaves long strings closed that are spelled otherwise', () => {
    const text = JSON.stringify({ code: 0, stdout: ` ${JSON.stringify(ROWS)}`, rows: ROWS.slice(0, 50) })
    const { form, back } = cycle(text)
    expect(form?.includes('@json')).toBe(false)
    expect(back === text).toBe(true)
  })

  it('writes long arrays of scalars on one line, and others on many', () => {
    const numbers = Array.from({ length: 9_000 }, (_, at) => (at * 7_919) % 10_007)
    const mixed = numbers.map((value, at) => (at % 900 === 0 ? { [`k${at}`]: [value, { a: { b: value } }] } : value))
    const text = JSON.stringify({ config: { owner: 'ada', kind: 'series' }, numbers, mixed, rows: ROWS })
    const { form, back } = cycle(text)
    expect(form?.includes(` numbers [${numbers.join()}]`)).toBe(true)
    expect(form?.includes(' mixed [\n')).toBe(true)
    expect(back === text).toBe(true)
  })

  it('shows head and tail of a text of one long word', () => {
    const text = JSON.stringify({ note: 'é'.repeat(300_000), code: 1 })
    const view = openNow(jsonTree, text)?.view({ query: 'why' })
    expect(view?.text.length).toBeLessThan(2_000)
    expect(view?.text).toMatch(/é\[…\d+ characters…\]é/)
  })
})
