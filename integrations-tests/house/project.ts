import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type SourceFile, parseSource } from './source-file.ts'

/** The parts of a package.json that the house rules read. */
export interface Manifest {
  readonly name: string
  readonly private?: boolean
  readonly scripts?: Readonly<Record<string, string>>
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>
  readonly bin?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** One workspace: a folder with a manifest. */
export interface Workspace {
  /** From the repository's root: `packages/core`. */
  readonly folder: string
  readonly manifest: Manifest
}

/** The repository's root, as an absolute path. */
export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url))

const NOT_OURS: ReadonlySet<string> = new Set([
  'node_modules',
  'dist',
  '__fixtures__',
  'captured',
  'cassettes',
  '.turbo',
  'coverage',
])

/** Every workspace: packages first, then the two private ones. */
export function workspaces(): readonly Workspace[] {
  const folders = [...globSync('packages/*', { cwd: ROOT }).toSorted(), 'integrations-tests', 'examples']
  return folders
    .filter((folder) => existsSync(join(ROOT, folder, 'package.json')))
    .map((folder) => ({ folder, manifest: readManifest(join(folder, 'package.json')) }))
}

/** The workspaces that are published. */
export function packages(): readonly Workspace[] {
  return workspaces().filter(({ manifest }) => manifest.private !== true)
}

/** A manifest, by its path from the root. */
export function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as Manifest
}

/** Every TypeScript file that we wrote, tests included. */
export function sourceFiles(): readonly SourceFile[] {
  parsed ??= paths().map((path) => parseSource(path, readFileSync(join(ROOT, path), 'utf8')))
  return parsed
}

/** The files that are published: what stands under `packages/x/src`, tests apart. */
export function shippedFiles(): readonly SourceFile[] {
  return sourceFiles().filter(({ path }) => isShipped(path))
}

/** Whether a path is one of a file that is published. */
export function isShipped(path: string): boolean {
  return /^packages\/[^/]+\/src\//.test(path) && !/\.(test|test-d)\.ts$/.test(path)
}

let parsed: readonly SourceFile[] | undefined

function paths(): readonly string[] {
  return ['packages/*/src/**/*.ts', 'integrations-tests/**/*.ts', 'examples/**/*.ts']
    .flatMap((pattern) => globSync(pattern, { cwd: ROOT, exclude: (path) => NOT_OURS.has(basename(path.toString())) }))
    .toSorted()
}
