import type { SourceFile } from './source-file.ts'

/** One thing that a file imports or re-exports. */
export interface Import {
  /** As written: `node:fs`, `./a.ts`, `@headroom/core`. */
  readonly specifier: string
  /** Where it stands in the file's text. */
  readonly offset: number
}

/** Every static import, re-export and `import('…')` of a file, types included. */
export function importsOf({ module, text }: Pick<SourceFile, 'module' | 'text'>): readonly Import[] {
  return [
    ...module.staticImports.map(({ moduleRequest }) => toImport(moduleRequest.value, moduleRequest.start)),
    ...module.staticExports
      .flatMap(({ entries }) => entries)
      .flatMap(({ moduleRequest }) => (moduleRequest ? [toImport(moduleRequest.value, moduleRequest.start)] : [])),
    ...module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
      const literal = /^(['"])(.*)\1$/.exec(text.slice(start, end))
      return literal?.[2] === undefined ? [] : [toImport(literal[2], start)]
    }),
  ]
}

/** The package that a specifier names, or undefined for a relative path or a Node module. */
export function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return undefined
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

function toImport(specifier: string, offset: number): Import {
  return { specifier, offset }
}
