import { describe, expect, it } from 'vitest'
import { type Steps, stepsOf } from '../../steps.ts'
import { diff } from './index.ts'

const FILE = `diff --git a/src/a.ts b/src/a.ts
index 390c17de..b372c04d 100644
--- a/src/a.ts
+++ b/src/a.ts
@@ -1,6 +1,6 @@
 import one from './one'
 import two from './two'
 import three from './three'
-const sessions = "entire-sessions"
+const sessions = "other-sessions"
 export const four = 4
 export const five = 5
`

describe('the work on a long diff', { timeout: 60_000 }, () => {
  const LENGTH = 2_000_000
  const repeated = (text: string): string => text.repeat(Math.ceil(LENGTH / text.length))
  const head = '--- a\n+++ b\n'

  it.each([
    ['many files', repeated(FILE)],
    ['many hunks', head + repeated('@@ -1,3 +1,4 @@\n one\n two\n+three\n four\n')],
    ['one hunk', `${head}@@ -0,0 +1,${LENGTH / 20} @@\n${'+const value = 1000\n'.repeat(LENGTH / 20)}`],
    ['unchanged lines', `${head}@@ -1,100000 +1,100001 @@\n${' const value = 1000\n'.repeat(LENGTH / 20)}+x\n`],
    ['files without hunks', FILE + repeated(`diff --git a/x b/y\nrename from x\nrename to y\n`)],
  ])('is cut into steps, neither too long nor too many: %s', (_, text) => {
    const opening = counted(stepsOf(diff.open(text)))
    const opened = opening.value
    if (opened === undefined) throw new Error('not opened')
    const forms = [
      stepsOf<unknown>(opened.lossless()),
      ...[1, 0.1].map((keepRatio) => stepsOf<unknown>(opened.view({ query: '', keepRatio }))),
    ]
    for (const { steps } of [opening, ...forms.map(counted)]) {
      expect(steps).toBeGreaterThan(LENGTH / 200_000)
      expect(steps).toBeLessThan(LENGTH / 1_000)
    }
  })
})

function counted<T>(work: Steps<T>): { readonly value: T; readonly steps: number } {
  let steps = 1
  let step = work.next()
  for (; step.done !== true; step = work.next()) steps++
  return { value: step.value, steps }
}
