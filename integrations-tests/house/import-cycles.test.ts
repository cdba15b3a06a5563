import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importsOf } from './imports.ts'
import { sourceFiles } from './project.ts'
import { type SourceFile, parseSource } from './source-file.ts'

describe('imports', () => {
  it('make no cycle, types included', () => {
    expect(importCycles(sourceFiles())).toEqual([])
  })

  it('that make a cycle are named in order', () => {
    const files = [
      parseSource('p/a.ts', `import { b } from './b/b.ts'`),
      parseSource('p/b/b.ts', `import type { C } from '../c.ts'`),
      parseSource('p/c.ts', `export * from './a.ts'`),
      parseSource('p/d.ts', `import './a.ts'`),
    ]
    expect(importCycles(files)).toEqual(['p/a.ts → p/b/b.ts → p/c.ts → p/a.ts'])
  })
})

/** One cycle for each import that closes one. */
function importCycles(files: readonly SourceFile[]): readonly string[] {
  const targets = new Map(files.map((file) => [file.path, targetsOf(file)]))
  const done = new Set<string>()
  const cycles: string[] = []
  const follow = (path: string, trail: readonly string[]): void => {
    const from = trail.indexOf(path)
    if (from !== -1) cycles.push([...trail.slice(from), path].join(' → '))
    if (from !== -1 || done.has(path)) return
    for (const target of targets.get(path) ?? []) follow(target, [...trail, path])
    done.add(path)
  }
  for (const { path } of files) follow(path, [])
  return cycles
}

function targetsOf(file: SourceFile): readonly string[] {
  const relative = importsOf(file).filter(({ specifier }) => specifier.startsWith('.'))
  return [...new Set(relative.map(({ specifier }) => posix.join(posix.dirname(file.path), specifier)))]
}
