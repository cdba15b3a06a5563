import { describe, expect, it } from 'vitest'
import { type Breach, breachAt } from './breach.ts'
import { sourceFiles } from './project.ts'
import { type SourceFile, nodesOf, parseSource } from './source-file.ts'

describe('types', () => {
  it('have no any, no non-null assertion and no silenced error', () => {
    expect(escapeHatches(sourceFiles())).toEqual([])
  })

  it('are caught when they do', () => {
    const text = `let a: any\na!.b\nlet c!: string\n// @ts-ignore\nconst any = 1 as unknown`
    expect(escapeHatches([parseSource('a.ts', text)])).toEqual([
      'a.ts:1 any: say what it is, or unknown and narrow it',
      'a.ts:2 a non-null assertion: check for undefined, or choose a shape that has none',
      'a.ts:3 a definite assignment: give it a value where it is declared',
      'a.ts:4 a silenced type error: make the types agree',
    ])
  })
})

function escapeHatches(files: readonly SourceFile[]): readonly Breach[] {
  return files.flatMap((file) => [
    ...nodesOf(file).flatMap(({ node }) => {
      if (node.type === 'TSAnyKeyword')
        return [breachAt(file, node.start, 'any', 'say what it is, or unknown and narrow it')]
      if (node.type === 'TSNonNullExpression')
        return [
          breachAt(file, node.start, 'a non-null assertion', 'check for undefined, or choose a shape that has none'),
        ]
      if (node.type === 'VariableDeclarator' && node.definite)
        return [breachAt(file, node.start, 'a definite assignment', 'give it a value where it is declared')]
      return []
    }),
    ...file.comments
      // A type test must be able to say that something does not compile.
      .filter(({ value }) => /^\s*@ts-(ignore|nocheck)\b/.test(value))
      .map(({ start }) => breachAt(file, start, 'a silenced type error', 'make the types agree')),
  ])
}
