import { describe, expect, it } from 'vitest'
import { type Breach, breachAt } from './breach.ts'
import { sourceFiles } from './project.ts'
import { type SourceFile, parseSource } from './source-file.ts'

describe('exports', () => {
  it('have names', () => {
    // Tools want the default export of their configuration.
    expect(defaultExports(sourceFiles().filter(({ path }) => !path.endsWith('.config.ts')))).toEqual([])
  })

  it('without a name are caught in every spelling', () => {
    const files = [
      'export default 1',
      `const a = 1\nexport { a as default }`,
      `export { default } from './b.ts'`,
      'export const b = 1',
    ]
    expect(defaultExports(files.map((text, index) => parseSource(`${index}.ts`, text)))).toEqual([
      '0.ts:1 a default export: export it under its name',
      '1.ts:2 a default export: export it under its name',
      '2.ts:1 a default export: export it under its name',
    ])
  })
})

function defaultExports(files: readonly SourceFile[]): readonly Breach[] {
  return files.flatMap((file) =>
    file.module.staticExports
      .flatMap(({ entries }) => entries)
      .filter(({ exportName }) => exportName.kind === 'Default' || exportName.name === 'default')
      .map(({ start }) => breachAt(file, start, 'a default export', 'export it under its name')),
  )
}
