import { isBuiltin } from 'node:module'
import { describe, expect, it } from 'vitest'
import { type Breach, breachAt } from './breach.ts'
import { importsOf, packageOf } from './imports.ts'
import { type Workspace, isShipped, sourceFiles, workspaces } from './project.ts'
import { type SourceFile, parseSource } from './source-file.ts'

describe('imports', () => {
  it('are declared in the manifest of the package', () => {
    expect(undeclaredImports(workspaces(), sourceFiles())).toEqual([])
  })

  it('of published files are not declared for development only', () => {
    const demo: Workspace = {
      folder: 'packages/demo',
      manifest: { name: '@headroom/demo', dependencies: { zod: '1' }, devDependencies: { vitest: '1' } },
    }
    const text = `import 'zod/v4'\nimport 'vitest'\nimport type { A } from '@scope/a/b'\nimport 'fs'`
    expect(undeclaredImports([demo], [parseSource('packages/demo/src/a.ts', text)])).toEqual([
      'packages/demo/src/a.ts:2 vitest is declared for development only: list it under dependencies or peerDependencies',
      'packages/demo/src/a.ts:3 @scope/a is not declared: list it in packages/demo/package.json',
      'packages/demo/src/a.ts:4 fs is a Node module without its prefix: write node:fs',
    ])
    expect(undeclaredImports([demo], [parseSource('packages/demo/src/a.test.ts', `import 'vitest'`)])).toEqual([])
  })
})

function undeclaredImports(all: readonly Workspace[], files: readonly SourceFile[]): readonly Breach[] {
  return files.flatMap((file) => {
    const workspace = all.find(({ folder }) => file.path.startsWith(`${folder}/`))
    return importsOf(file).flatMap(({ specifier, offset }) => {
      const name = packageOf(specifier)
      const wrong = name === undefined || workspace === undefined ? undefined : wrongWith(name, workspace, file.path)
      return wrong === undefined ? [] : [breachAt(file, offset, ...wrong)]
    })
  })
}

function wrongWith(name: string, { folder, manifest }: Workspace, path: string): [string, string] | undefined {
  const { dependencies, peerDependencies, optionalDependencies, devDependencies } = manifest
  if (isBuiltin(name)) return [`${name} is a Node module without its prefix`, `write node:${name}`]
  if (name === manifest.name || name in { ...dependencies, ...peerDependencies, ...optionalDependencies })
    return undefined
  if (!(name in { ...devDependencies })) return [`${name} is not declared`, `list it in ${folder}/package.json`]
  if (!isShipped(path)) return undefined
  return [`${name} is declared for development only`, 'list it under dependencies or peerDependencies']
}
