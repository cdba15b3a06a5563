import { describe, expect, it } from 'vitest'
import { type Breach, breachAt } from './breach.ts'
import { sourceFiles } from './project.ts'
import { type Placed, type SourceFile, codeLinesBetween, isExcused, nodesOf, parseSource } from './source-file.ts'

// The most a reader should have to hold at once; a tenth of both is the usual size (CONTRIBUTING.md).
const FILE_LINES = 400
const FUNCTION_LINES = 80
const REMEDY = 'split it by noun, or say above it `// house: long because …`'

describe('sizes', () => {
  it('keep within 400 lines of code a file and 80 a function', () => {
    expect(oversized(sourceFiles())).toEqual([])
  })

  it('count neither comments nor blank lines, and a reason buys an exception', () => {
    const lines = (count: number): string => '  a()\n\n  // why\n'.repeat(count)
    const named = (name: string, count: number): string => `function ${name}() {\n${lines(count)}}\n`
    const files = [
      parseSource('fits.ts', named('a', 78)),
      parseSource('long.ts', `a()\n${named('a', 79)}`),
      parseSource('excused.ts', `// house: long because it is one table\n${named('a', 200)}`),
      parseSource('tests.test.ts', `describe('a', () => {\n${lines(90)}})\n`),
      parseSource('file.ts', lines(401)),
    ]
    expect(oversized(files)).toEqual([
      `long.ts:2 a function of 81 lines of code (80 at most): ${REMEDY}`,
      `file.ts:1 a file of 401 lines of code (400 at most): ${REMEDY}`,
    ])
  })
})

function oversized(files: readonly SourceFile[]): readonly Breach[] {
  return files.flatMap((file) => {
    const whole = codeLinesBetween(file, 0, file.text.length)
    const first = file.program.body[0]?.start ?? 0
    const isLong = whole > FILE_LINES && !isExcused(file, 'long', first)
    return [
      ...(isLong ? [breachAt(file, 0, `a file of ${whole} lines of code (${FILE_LINES} at most)`, REMEDY)] : []),
      ...nodesOf(file).flatMap((placed) => {
        const { node } = placed
        if (!isFunction(placed) || isSuite(placed, file)) return []
        const size = codeLinesBetween(file, node.start, node.end)
        if (size <= FUNCTION_LINES || isExcused(file, 'long', node.start)) return []
        return [breachAt(file, node.start, `a function of ${size} lines of code (${FUNCTION_LINES} at most)`, REMEDY)]
      }),
    ]
  })
}

function isFunction({ node }: Placed): boolean {
  return ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'].includes(node.type)
}

/** The callback of `describe` is a chapter, not a function. */
function isSuite({ parent }: Placed, { text }: SourceFile): boolean {
  return parent?.type === 'CallExpression' && /^describe\b/.test(text.slice(parent.start, parent.end))
}
