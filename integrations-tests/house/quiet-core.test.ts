import { isBuiltin } from 'node:module'
import { describe, expect, it } from 'vitest'
import { type Breach, breachAt } from './breach.ts'
import { importsOf } from './imports.ts'
import { isReference } from './is-reference.ts'
import { shippedFiles } from './project.ts'
import { type SourceFile, nodesOf, parseSource } from './source-file.ts'

// What only Node has, and what opens a socket on any runtime.
const LOUD_GLOBALS = [
  'Buffer',
  'process',
  'require',
  '__dirname',
  '__filename',
  'setImmediate',
  'global',
  'Deno',
  'Bun',
]
const SOCKETS = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'Worker', 'navigator']

describe('core', () => {
  it('uses no Node module, no Node global and no socket', () => {
    expect(loudPlaces(shippedFiles().filter(({ path }) => path.startsWith('packages/core/')))).toEqual([])
  })

  it('is caught when it does', () => {
    const text = `import 'node:fs'\nimport 'zlib'\nBuffer.from('a')\nconst a = { process: 1 }\na.process\nfetch('b')`
    expect(loudPlaces([parseSource('a.ts', text)])).toEqual([
      'a.ts:1 the Node module node:fs: core runs on Web APIs only',
      'a.ts:2 the Node module zlib: core runs on Web APIs only',
      'a.ts:3 the global Buffer: core runs on Web APIs only',
      'a.ts:6 the global fetch: core runs on Web APIs only',
    ])
  })
})

function loudPlaces(files: readonly SourceFile[]): readonly Breach[] {
  return files.flatMap((file) => [
    ...importsOf(file)
      .filter(({ specifier }) => isBuiltin(specifier))
      .map(({ specifier, offset }) =>
        breachAt(file, offset, `the Node module ${specifier}`, 'core runs on Web APIs only'),
      ),
    ...nodesOf(file).flatMap((placed) =>
      isReference(placed, [...LOUD_GLOBALS, ...SOCKETS])
        ? [breachAt(file, placed.node.start, `the global ${placed.node.name}`, 'core runs on Web APIs only')]
        : [],
    ),
  ])
}
