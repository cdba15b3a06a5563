import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT, type Workspace, packages, shippedFiles } from './project.ts'
import { type PublicDeclaration, publicDeclarations } from './public-declarations.ts'

describe('exports', () => {
  it('lead to built files', () => {
    expect(packages().flatMap((one) => doorsToNowhere(one, (path) => existsSync(join(ROOT, path))))).toEqual([])
  })

  // A package without a main door has one for each host, complete in itself: there `withHeadroom` is another at each.
  it('give each name at one door only, where there is a main one', () => {
    const withMain = packages().filter(({ manifest }) => '.' in (manifest.exports ?? {}))
    expect(withMain.flatMap((one) => doubles(publicDeclarations(one, shippedFiles())))).toEqual([])
  })

  it('that lead nowhere, or give a name twice, are caught', () => {
    const exports = { '.': { types: './dist/a.d.ts', default: './dist/a.js' }, './b': './dist/a.js' }
    const workspace: Workspace = { folder: 'packages/p', manifest: { name: 'p', exports, bin: { p: './dist/p.js' } } }
    expect(doorsToNowhere(workspace, (path) => path === 'packages/p/dist/a.js')).toEqual([
      'packages/p/package.json: ./dist/a.d.ts is not built; run `npm run build`, or correct the entry',
      'packages/p/package.json: ./dist/p.js is not built; run `npm run build`, or correct the entry',
      'packages/p/package.json: ./dist/a.js is behind two doors; keep one',
    ])
    const twice = ['.', './testing'].map((door) => ({ name: 'a', door, file: { path: 'a.ts' } }) as PublicDeclaration)
    expect(doubles(twice)).toEqual(['a.ts: a is exported at . and ./testing; keep one'])
  })
})

describe('built files', () => {
  it('have each its source', () => {
    const built = packages().flatMap(({ folder }) => globSync(`${folder}/dist/**/*.js`, { cwd: ROOT }))
    expect(
      orphans(
        built,
        shippedFiles().map(({ path }) => path),
      ),
    ).toEqual([])
  })

  it('without a source are caught', () => {
    expect(orphans(['packages/p/dist/a.js', 'packages/p/dist/b/c.js'], ['packages/p/src/a.ts'])).toEqual([
      'packages/p/dist/b/c.js has no source; delete packages/p/dist and build again',
    ])
  })
})

function doorsToNowhere({ folder, manifest }: Workspace, isBuilt: (path: string) => boolean): readonly string[] {
  const entries = [...Object.values(manifest.exports ?? {}), ...Object.values(manifest.bin ?? {})]
  const targets = entries
    .flatMap((entry) => (typeof entry === 'string' ? [entry] : Object.values(entry)))
    .filter((target) => target !== './package.json')
  const missing = [...new Set(targets)].filter((target) => !isBuilt(join(folder, target)))
  const repeated = targets.filter((target, index) => targets.indexOf(target) !== index)
  return [
    ...missing.map(
      (target) => `${folder}/package.json: ${target} is not built; run \`npm run build\`, or correct the entry`,
    ),
    ...repeated.map((target) => `${folder}/package.json: ${target} is behind two doors; keep one`),
  ]
}

function doubles(declarations: readonly PublicDeclaration[]): readonly string[] {
  return declarations.flatMap(({ name, door, file }, index) => {
    const first = declarations.slice(0, index).find((earlier) => earlier.name === name)
    return first === undefined ? [] : [`${file.path}: ${name} is exported at ${first.door} and ${door}; keep one`]
  })
}

/** What several doors of a bundled package share, and what they load when it is first needed. */
const SHARED = '/dist/shared/'

function orphans(built: readonly string[], sources: readonly string[]): readonly string[] {
  return built
    .filter(
      (path) => !path.includes(SHARED) && !sources.includes(path.replace('/dist/', '/src/').replace(/\.js$/, '.ts')),
    )
    .map((path) => `${path} has no source; delete ${path.replace(/dist\/.*/, 'dist')} and build again`)
}
