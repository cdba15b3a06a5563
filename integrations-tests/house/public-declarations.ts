import { posix } from 'node:path'
import type { Node, Program } from 'oxc-parser'
import type { Workspace } from './project.ts'
import type { SourceFile } from './source-file.ts'

/** One name that a package's user can import, and where it is declared. */
export interface PublicDeclaration {
  /** Name at the door. */
  readonly name: string
  /** The entry of `exports`: `.`, `./testing`. */
  readonly door: string
  readonly file: SourceFile
  /** The statement that declares it, `export` included. */
  readonly statement: Node
}

/** Every declaration that a package's `exports` lead to. A door whose source is not there yet leads to none. */
export function publicDeclarations(
  { folder, manifest }: Workspace,
  files: readonly SourceFile[],
): readonly PublicDeclaration[] {
  return Object.entries(manifest.exports ?? {}).flatMap(([door, target]) => {
    const built = typeof target === 'string' ? target : target['default']
    const source = fileAt(files, posix.join(folder, (built ?? '').replace(/^\.\/dist\/(.*)\.js$/, 'src/$1.ts')))
    return source === undefined ? [] : declarationsOf(source, files).map((found) => ({ ...found, door }))
  })
}

type Found = Omit<PublicDeclaration, 'door'>

function declarationsOf(file: SourceFile, files: readonly SourceFile[]): readonly Found[] {
  return file.module.staticExports
    .flatMap(({ entries }) => entries)
    .flatMap(({ moduleRequest, importName, exportName, localName }) => {
      const from = moduleRequest === null ? file : besides(file, moduleRequest.value, files)
      if (from === undefined) return []
      if (moduleRequest !== null && importName.kind !== 'Name') return declarationsOf(from, files)
      const inner = (moduleRequest === null ? localName.name : importName.name) ?? ''
      return declarationOf(inner, from, files).map((found) => ({ ...found, name: exportName.name ?? inner }))
    })
}

function declarationOf(name: string, file: SourceFile, files: readonly SourceFile[]): readonly Found[] {
  const statement = file.program.body.find((candidate) => namesOf(candidate).includes(name))
  if (statement !== undefined) return [{ name, file, statement }]
  const passed = declarationsThrough(name, file, files)
  return passed.length > 0 ? passed : declarationsOf(file, files).filter((found) => found.name === name)
}

/** A name that the file imports and passes on. */
function declarationsThrough(name: string, file: SourceFile, files: readonly SourceFile[]): readonly Found[] {
  return file.module.staticImports.flatMap(({ moduleRequest, entries }) => {
    const entry = entries.find(({ localName }) => localName.value === name)
    const from = besides(file, moduleRequest.value, files)
    return entry === undefined || from === undefined ? [] : declarationOf(entry.importName.name ?? name, from, files)
  })
}

/** The names that a statement declares. */
function namesOf(statement: Program['body'][number]): readonly string[] {
  const node = statement.type === 'ExportNamedDeclaration' ? (statement.declaration ?? statement) : statement
  switch (node.type) {
    case 'VariableDeclaration':
      return node.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []))
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'ClassDeclaration':
      return node.id === null ? [] : [node.id.name]
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return [node.id.name]
    default:
      return []
  }
}

function besides(file: SourceFile, specifier: string, files: readonly SourceFile[]): SourceFile | undefined {
  return specifier.startsWith('.') ? fileAt(files, posix.join(posix.dirname(file.path), specifier)) : undefined
}

function fileAt(files: readonly SourceFile[], path: string): SourceFile | undefined {
  return files.find((file) => file.path === path)
}
