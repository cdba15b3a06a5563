import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Breach, breachAt } from './breach.ts'
import { importsOf, packageOf } from './imports.ts'
import { type Workspace, sourceFiles, workspaces } from './project.ts'
import { type SourceFile, parseSource } from './source-file.ts'

// ARCHITECTURE.md draws the same floors; a package that is not named here is an adapter.
const FLOORS: readonly (readonly string[])[] = [
  ['core'],
  ['ledger', 'stores'],
  [],
  ['memory', 'proxy', 'mcp', 'evals'],
  ['cli'],
]
const ADAPTERS = 2

describe('package arrows', () => {
  it('only go down a floor', () => {
    expect(arrowBreaches(workspaces(), sourceFiles())).toEqual([])
  })

  it('are seen in manifests and in imports', () => {
    const stores = workspace('stores', {
      dependencies: { '@headroom/ai-sdk': '1' },
      devDependencies: { '@headroom/core': '1' },
    })
    const sideways = parseSource('packages/stores/src/a.ts', `import '@headroom/ledger'\nimport '@headroom/core'`)
    const out = parseSource('packages/stores/src/b.ts', `export * from '../../core/src/index.ts'`)
    const top = parseSource('packages/cli/src/c.ts', `await import('@headroom/integrations-tests')`)
    expect(arrowBreaches([stores], [sideways, out, top])).toEqual([
      'packages/stores/package.json:1 @headroom/ai-sdk stands no floor below stores: see the floors in .github/ARCHITECTURE.md',
      'packages/stores/src/a.ts:1 @headroom/ledger stands no floor below stores: see the floors in .github/ARCHITECTURE.md',
      `packages/stores/src/b.ts:1 '../../core/src/index.ts' leaves the package: import what the other package exports`,
      'packages/cli/src/c.ts:1 @headroom/integrations-tests stands no floor below cli: see the floors in .github/ARCHITECTURE.md',
    ])
  })
})

function arrowBreaches(all: readonly Workspace[], files: readonly SourceFile[]): readonly Breach[] {
  return [
    ...all.flatMap(({ folder, manifest }) => {
      const file = { path: `${folder}/package.json`, text: '' }
      const { dependencies, peerDependencies, optionalDependencies, devDependencies } = manifest
      const names = Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies, ...devDependencies })
      return names.flatMap((name) => breachOfArrow(file, 0, name))
    }),
    ...files.flatMap((file) =>
      importsOf(file).flatMap(({ specifier, offset }) =>
        specifier.startsWith('.')
          ? breachOfEscape(file, offset, specifier)
          : breachOfArrow(file, offset, packageOf(specifier) ?? ''),
      ),
    ),
  ]
}

function breachOfArrow(file: Pick<SourceFile, 'path' | 'text'>, offset: number, target: string): readonly Breach[] {
  const from = folderOf(file.path)
  if (!target.startsWith('@headroom/') || floorOf(target.slice('@headroom/'.length)) < floorOf(from)) return []
  return [
    breachAt(file, offset, `${target} stands no floor below ${from}`, 'see the floors in .github/ARCHITECTURE.md'),
  ]
}

function breachOfEscape(file: SourceFile, offset: number, specifier: string): readonly Breach[] {
  const target = posix.join(posix.dirname(file.path), specifier)
  if (folderOf(target) === folderOf(file.path)) return []
  return [breachAt(file, offset, `'${specifier}' leaves the package`, 'import what the other package exports')]
}

/** `core` for `packages/core/…`, `examples` for `examples/…`. */
function folderOf(path: string): string {
  return path.split('/')[path.startsWith('packages/') ? 1 : 0] ?? ''
}

function floorOf(folder: string): number {
  if (['integrations-tests', 'examples'].includes(folder)) return FLOORS.length
  const floor = FLOORS.findIndex((names) => names.includes(folder))
  return floor === -1 ? ADAPTERS : floor
}

function workspace(name: string, manifest: Omit<Workspace['manifest'], 'name'>): Workspace {
  return { folder: `packages/${name}`, manifest: { name: `@headroom/${name}`, ...manifest } }
}
