import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import { readDiff } from './read.ts'
import { writeDiff } from './write.ts'

const fileAt = (path: string): string =>
  `diff --git a/${path} b/${path}\nindex 390c17de..b372c04d 100644\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-a\n+b\n`

describe('writeDiff', () => {
  it('writes what readDiff reads, also where a head starts or ends the text', () => {
    const two = fileAt('src/one.ts') + fileAt('src/two.ts')
    for (const text of [two, `text\n${two}`, two.slice(0, two.lastIndexOf('\n@@ '))]) {
      const form = atOnce(writeDiff(text))
      expect(form?.match(/^diff src/gm)?.length).toBe(2)
      expect(atOnce(readDiff(form ?? ''))).toBe(text)
    }
  })

  it('gives up on a line that reads as a head', () => {
    expect(atOnce(writeDiff(`${fileAt('src/one.ts')}diff src/two.ts 1234567..89abcde\n`))).toBeUndefined()
    expect(atOnce(writeDiff(`diff src/two.ts 1234567..89abcde\n${fileAt('src/one.ts')}`))).toBeUndefined()
  })

  it('gives up where nothing is won', () => {
    expect(atOnce(writeDiff(fileAt('x')))).toBeUndefined()
    expect(atOnce(writeDiff('--- a\n+++ b\n@@ -1 +1 @@\n-a\n+b\n'))).toBeUndefined()
  })
})
