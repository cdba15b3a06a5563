import { describe, expect, it } from 'vitest'
import { atOnce } from '../../../steps.ts'
import { rows } from './index.ts'

const row = (links: number, size: number, name: string, mode = '-rw-r--r--'): string =>
  `${mode} ${links} ada staff ${String(size).padStart(4)} Jan 10 09:30 ${name}`
const folder = (links: number, name: string): string => row(links, 4096, name, 'drwxr-xr-x')
const files = ['a.ts', 'b.ts', 'c.ts', 'd.ts'].map((name, at) => row(1, 10 + at, name))

/** A directory with two below it, the listings of which begin as is given. */
const listed = (first: readonly string[], second: readonly string[]): string[] => {
  const top = ['.:', 'total 12', folder(4, '.'), folder(9, '..'), folder(2, 'src'), folder(3, 'test'), ...files, '']
  return [...top, './src:', 'total 8', ...first, ...files, '', './test:', 'total 8', ...second, ...files]
}
const written = (lines: readonly string[]): readonly string[] => atOnce(rows.write(lines, () => false)) ?? []
/** The lines of the form under a heading. */
const under = (lines: readonly string[], heading: string): readonly string[] => {
  const form = written(lines)
  return form.slice(form.indexOf(heading) + 1, form.indexOf(heading) + 4)
}

describe('rows', () => {
  const known = [folder(2, '.'), folder(4, '..')]

  it('leaves out what a directory says again of itself and the one around it', () => {
    const lines = listed(known, [folder(3, '.'), folder(4, '..')])
    expect(under(lines, './src:')).toEqual(['total 8', '10 a.ts', '11 b.ts'])
    expect(under(lines, './test:')).toEqual(['total 8', '10 a.ts', '11 b.ts'])
    expect(atOnce(rows.read(written(lines)))).toEqual(lines)
  })

  it.each([
    ['only the directory says it again', [folder(2, '.'), folder(7, '..')]],
    ['only the one around it does', [folder(5, '.'), folder(4, '..')]],
    ['both are other', [folder(5, '.'), folder(7, '..')]],
    ['one is missing', [folder(2, '.')]],
    ['both are missing', []],
  ])('says it where %s', (_, first) => {
    const lines = listed(first, known)
    expect(written(lines)[0]).toContain('where known')
    expect(atOnce(rows.read(written(lines)))).toEqual(lines)
  })

  it('marks a total that nothing follows, so that nothing is added to it', () => {
    const lines = listed(known, []).slice(0, -4)
    expect(written(lines).at(-1)).toBe(String.raw`\total 8`)
    expect(atOnce(rows.read(written(lines)))).toEqual(lines)
  })

  it('adds nothing to a listing without them', () => {
    const lines = listed([], []).filter((line) => !line.endsWith('.'))
    expect(written(lines)[0]).not.toContain('where known')
    expect(atOnce(rows.read(written(lines)))).toEqual(lines)
  })

  it('aligns numbers and names as wide as the widest', () => {
    const lines = [' 2 ada  staff ', '12 root staff ', ' 2 ada  staff ', ' 2 ada  staff '].map(
      (columns, at) => `-rw-r--r-- ${columns}${String(9 + at).padStart(2)} Jan 10 09:30 ${at}.ts`,
    )
    expect(written(lines).slice(2)).toEqual(['9 0.ts', lines[1], '11 2.ts', '12 3.ts'])
    expect(atOnce(rows.read(written(lines)))).toEqual(lines)
  })

  it('reads columns that stand two apart', () => {
    const lines = files.map((line) => line.replaceAll(/(ada|staff) /g, '$1  '))
    expect(written(lines)[0]).toContain('two apart')
    expect(atOnce(rows.read(written(lines)))).toEqual(lines)
  })
})
