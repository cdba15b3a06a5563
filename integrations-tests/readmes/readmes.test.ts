import { execFile } from 'node:child_process'
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { examplesIn, moduleOf } from './example-module.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const README_PATHS = ['README.md', ...globSync('packages/*/README.md', { cwd: ROOT })].toSorted()

describe('the examples of a README', () => {
  it('compile when they are pasted, each below the one before', async () => {
    const modules = README_PATHS.map((path) => {
      const examples = examplesIn(readFileSync(join(ROOT, path), 'utf8'))
      return { name: nameOf(path), code: moduleOf(examples), examples: examples.length }
    }).filter(({ examples }) => examples > 0)
    expect(modules.length).toBeGreaterThan(5)
    expect(await errorsIn(modules)).toEqual([])
  })

  it('are caught where a name is missing, an option is none, or a package is not there', async () => {
    const code = moduleOf([
      `import { compress } from '@headroom/core'\nconst { request } = await compress({ messages })`,
      `import { policies } from '@headroom/core'\nawait compress(request, { polcy: policies.lossless })`,
      `import { none } from '@headroom/none'\nexport default none`,
    ])
    const errors = await errorsIn([{ name: 'broken', code }])
    expect(errors).toEqual([
      expect.stringContaining("Cannot find module '@headroom/none'"),
      expect.stringContaining("Cannot find name 'messages'"),
      expect.stringContaining("'polcy' does not exist in type 'CompressOptions'"),
    ])
  })
})

describe('moduleOf', () => {
  it('puts imports first, once each, and later blocks into the scope of the earlier', () => {
    const code = moduleOf([
      `import { a, type B } from 'one'\nimport c from 'two'\nconst x: B = a(c)\n`,
      `import * as d from 'one'\nimport { a } from 'one'\nconst x = a(d)\nexport default x\n`,
    ])
    expect(code).toBe(
      [
        `import * as d from 'one'`,
        `import { a, type B } from 'one'`,
        `import { default as c } from 'two'`,
        '{',
        '',
        '',
        'const x: B = a(c)',
        '',
        '{',
        '',
        '',
        'const x = a(d)',
        'const exported: unknown = x',
        '',
        '}}',
        'export {}',
        '',
      ].join('\n'),
    )
  })
})

interface ExampleModule {
  readonly name: string
  readonly code: string
}

/** What the compiler says of modules beside which every package of the workspace is installed. */
async function errorsIn(modules: readonly ExampleModule[]): Promise<readonly string[]> {
  const folder = fileURLToPath(new URL(`../node_modules/.readmes/${modules[0]?.name}`, import.meta.url))
  mkdirSync(folder, { recursive: true })
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const { name, code } of modules) writeFileSync(join(folder, `${name}.ts`), code)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }))
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: join(ROOT, 'tsconfig.json'),
      compilerOptions: { noEmit: true, noUnusedLocals: false, isolatedDeclarations: false, declaration: false },
      files: modules.map(({ name }) => `${name}.ts`),
      include: [],
      exclude: [],
    }),
  )
  const told = await promisify(execFile)('npx', ['tsc', '-p', folder, '--pretty', 'false'], { cwd: ROOT }).then(
    ({ stdout }) => stdout,
    ({ stdout }: { readonly stdout: string }) => stdout,
  )
  return told
    .split('\n')
    .flatMap((line) => (line.includes('error TS') ? [line.slice(line.lastIndexOf(`${basename(folder)}/`))] : []))
}

function nameOf(path: string): string {
  return path === 'README.md' ? 'root' : basename(dirname(path))
}
