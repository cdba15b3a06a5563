import { describe, expect, it } from 'vitest'
import { createHunkReader } from './hunk-lines.ts'

/** The lines of a text that stand in hunks. */
function hunkLines(lines: readonly string[]): readonly string[] {
  const isOfHunk = createHunkReader()
  return lines.filter((line) => isOfHunk(line))
}

describe('createHunkReader', () => {
  it('counts the lines of a hunk', () => {
    const hunk = ['@@ -1,3 +1,4 @@ name', ' a', '-b', '\\ No newline', '+c', '+d', '']
    expect(hunkLines(['--- a/x', ...hunk, ' after', '+after'])).toEqual(hunk)
    expect(hunkLines(['@@ -1 +1,0 @@', '-a', '-b'])).toEqual(['@@ -1 +1,0 @@', '-a'])
  })

  it('ends a hunk that was cut off', () => {
    expect(hunkLines(['@@ -1,9 +1,9 @@', ' a', 'other', ' b'])).toEqual(['@@ -1,9 +1,9 @@', ' a'])
  })

  it('reads hunks that follow on each other', () => {
    const lines = ['@@ -1 +1 @@', '-a', '+b', '@@ -9,2 +9 @@', '-a', ' b']
    expect(hunkLines(lines)).toEqual(lines)
    expect(hunkLines(['@@ -1,9 +1,9 @@', '@@ -1 +1 @@', ' b', ' c'])).toEqual(['@@ -1,9 +1,9 @@', '@@ -1 +1 @@', ' b'])
  })

  it('knows no hunk by other heads', () => {
    expect(hunkLines(['@@ -a +b @@', '@@ -1,2 @@', ' @@ -1 +1 @@', ' a'])).toEqual([])
  })
})
