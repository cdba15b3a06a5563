import { describe, expect, it } from 'vitest'
import { type Breach, breachAt } from './breach.ts'
import { importsOf } from './imports.ts'
import { sourceFiles } from './project.ts'
import { type SourceFile, nodesOf, parseSource } from './source-file.ts'

const REMEDY = 'only the cli may; take an option instead'

describe('the environment', () => {
  it('is read by the cli only', () => {
    // Live tests run only where a key is set, so they must look for it.
    const bound = sourceFiles().filter(
      ({ path }) =>
        path.startsWith('packages/') && !path.startsWith('packages/cli/') && !path.endsWith('.live.test.ts'),
    )
    expect(environmentReads(bound)).toEqual([])
  })

  it('is caught under each of its names', () => {
    const text = `process.env.A\nimport.meta.env\nDeno['env']\nconst { env } = globalThis.process\nimport { env as e } from 'node:process'\na.env`
    expect(environmentReads([parseSource('a.ts', text)])).toEqual(
      [5, 1, 2, 3, 4].map((line) => `a.ts:${line} reads the environment: ${REMEDY}`),
    )
  })
})

function environmentReads(files: readonly SourceFile[]): readonly Breach[] {
  return files.flatMap((file) => {
    const source = ({ start, end }: { readonly start: number; readonly end: number }): string =>
      file.text.slice(start, end)
    const imports = importsOf(file).filter(({ specifier }) => /^(node:)?process$/.test(specifier))
    const reads = nodesOf(file).filter(({ node }) => {
      if (node.type === 'MemberExpression') return isEnv(source(node.property)) && isHost(source(node.object))
      return (
        node.type === 'VariableDeclarator' &&
        node.init !== null &&
        isHost(source(node.init)) &&
        /\benv\b/.test(source(node.id))
      )
    })
    return [...imports.map(({ offset }) => offset), ...reads.map(({ node }) => node.start)].map((offset) =>
      breachAt(file, offset, 'reads the environment', REMEDY),
    )
  })
}

function isEnv(text: string): boolean {
  return ['env', `'env'`, '"env"', 'loadEnvFile'].includes(text)
}

function isHost(text: string): boolean {
  return /^((globalThis|global)\.)?(process|Deno|Bun|import\.meta)$/.test(text)
}
