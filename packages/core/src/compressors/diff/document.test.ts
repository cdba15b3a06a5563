import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import { type DiffDocument, parseDiff } from './document.ts'

const parse = (text: string): DiffDocument | undefined => atOnce(parseDiff(text))
const CHANGED = 'diff --git a/x b/x\nindex 1234567..89abcde 100644\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n'
const MOVED = 'diff --git a/x b/y\nsimilarity index 100%\nrename from x\nrename to y\n'
const BINARY = 'diff --git a/p b/p\nindex 1234567..89abcde 100644\nGIT binary patch\n'
const BYTES = 'literal 22\ndcmeAS@N;KiU{uI2N=YqJVEF%!D>uI=6#z?_2ZjIu\n'

describe('parseDiff', () => {
  it('finds the files, with their hunks and counts', () => {
    const document = parse(`words\n${CHANGED}${MOVED}${CHANGED}@@ -9 +9,2 @@\n z\n+y\n-- \n2.39.5\n`)
    expect(
      document?.files.map(({ start, end, path, added, removed }) => ({ start, end, path, added, removed })),
    ).toEqual([
      { start: 1, end: 9, path: 'x', added: 1, removed: 1 },
      { start: 9, end: 13, path: 'y', added: 0, removed: 0 },
      { start: 13, end: 24, path: 'x', added: 2, removed: 1 },
    ])
    expect(`${document?.lines.join('\n')}\n`).toBe(document?.text)
    expect(document?.units.map(({ text }) => text)).toEqual(document?.lines)
  })

  it('leaves a file unread from its first hunk that does not fit, and reads the next', () => {
    const broken = CHANGED.replace('-1,2', '-1,3')
    expect(parse(CHANGED + broken + CHANGED)).toMatchObject({ unread: 1, files: [{ start: 0 }, { start: 16 }] })
    expect(parse(broken)).toMatchObject({ unread: 1, files: [] })
    const second = `${CHANGED}@@ -9,4 +9,4 @@\n x\n+y\n`
    expect(parse(second + CHANGED)).toMatchObject({ unread: 1, files: [{ start: 11 }] })
  })

  it('reads binary patches up to the empty line behind each block', () => {
    const whole = parse(`${BINARY}${BYTES}\n${BYTES}\n${CHANGED}`)
    expect(whole?.files[0]).toMatchObject({ end: 9, isBinaryPatch: true, hunks: [] })
    expect(whole?.files[1]).toMatchObject({ start: 9, isBinaryPatch: false })
    expect(parse(`${CHANGED}${BINARY}${BYTES}`.trimEnd())?.files[1]).toMatchObject({ start: 8, end: 13 })
    expect(parse(`${CHANGED}${BINARY}${BYTES}not bytes\n`)).toMatchObject({ unread: 1, files: [{ start: 0 }] })
    expect(parse(`${CHANGED}${BINARY}not bytes\n`)).toMatchObject({ unread: 1, files: [{ start: 0 }] })
  })

  it('refuses a text without hunks, and one that is mostly something else', () => {
    expect(parse(MOVED)).toBeUndefined()
    expect(parse('')).toBeUndefined()
    expect(parse(`${'words\n'.repeat(20)}${CHANGED}`)).toBeUndefined()
    expect(parse(`commit ${'0a'.repeat(20)}\n${'words\n'.repeat(20)}${CHANGED}`)?.files.length).toBe(1)
  })

  it('does not count what follows an unread file as its own once it is no hunk', () => {
    const broken = CHANGED.replace('-1,2', '-1,3')
    expect(parse(`${broken}${' signed\n'.repeat(4)}${'words\n'.repeat(14)}`)).toBeUndefined()
    expect(parse(`${broken}${' signed\n'.repeat(20)}${'words\n'.repeat(14)}`)).toBeDefined()
  })
})
