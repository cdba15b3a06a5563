import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, readdir, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** A public package as npm would upload it. */
export interface PackedPackage {
  readonly name: string
  /** Absolute path of the tarball. */
  readonly tarball: string
  /** Bytes of the tarball. */
  readonly packedSize: number
  /** Bytes of all its files. */
  readonly unpackedSize: number
  /** Paths inside the package. */
  readonly files: readonly string[]
  /** The manifest inside the tarball. */
  readonly manifest: PackedManifest
  /** The unpacked package, in a `node_modules` that holds our packages and what they declare, nothing else. */
  readonly folder: string
}

/** The parts of a packed manifest that the tests read. */
export interface PackedManifest {
  readonly scripts?: Readonly<Record<string, string>>
  readonly exports?: Readonly<Record<string, unknown>>
  readonly bin?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PLAIN = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' }
const run = promisify(execFile)

/** Packs every public package and unpacks it into the `node_modules` of a fresh folder. */
export async function packAll(): Promise<readonly PackedPackage[]> {
  const folder = await mkdtemp(join(tmpdir(), 'headroom-packed-'))
  const names = await publicPackages()
  const workspaces = names.flatMap((name) => ['--workspace', name])
  const { stdout } = await run(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', folder, ...workspaces],
    {
      cwd: ROOT,
    },
  )
  const packs = JSON.parse(stdout) as readonly PackOutput[]
  return Promise.all(packs.map((pack) => unpack(pack, folder)))
}

/** Packs a package that holds a manifest and one unreachable declaration only; gives the path of the tarball, alone in its folder. */
export async function packFolder(manifest: object): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'headroom-packed-'))
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  await writeFile(join(folder, 'unreachable.d.ts'), 'export {}\n')
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts'], { cwd: folder })
  const [pack] = JSON.parse(stdout) as readonly PackOutput[]
  if (pack === undefined) throw new Error(`npm packed nothing in ${folder}`)
  return join(folder, pack.filename)
}

/** Runs one of the repository's tools and gives its output back; rejects, output included, where it fails. */
export async function runTool(name: string, ...options: readonly string[]): Promise<string> {
  try {
    return (await run(join(ROOT, 'node_modules/.bin', name), options, { cwd: ROOT, env: PLAIN })).stdout
  } catch (cause) {
    const { stdout, stderr } = cause as { readonly stdout?: string; readonly stderr?: string }
    throw new Error(`${name} ${options.join(' ')} says:\n${stdout ?? ''}${stderr ?? ''}`, { cause })
  }
}

interface PackOutput {
  readonly name: string
  readonly filename: string
  readonly size: number
  readonly unpackedSize: number
  readonly files: readonly { readonly path: string }[]
}

async function publicPackages(): Promise<readonly string[]> {
  const folders = await readdir(join(ROOT, 'packages'))
  const manifests = await Promise.all(folders.map((folder) => readJson(join(ROOT, 'packages', folder, 'package.json'))))
  return manifests.filter((manifest) => manifest['private'] !== true).map((manifest) => String(manifest['name']))
}

async function unpack(
  { name, filename, size, unpackedSize, files }: PackOutput,
  parent: string,
): Promise<PackedPackage> {
  const tarball = join(parent, filename)
  const folder = join(parent, 'node_modules', name)
  await mkdir(folder, { recursive: true })
  await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'])
  const manifest = (await readJson(join(folder, 'package.json'))) as PackedManifest
  await Promise.all(
    Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
      .filter((dependency) => !dependency.startsWith('@headroom/'))
      .map((dependency) => lend(dependency, name, parent)),
  )
  return { name, tarball, packedSize: size, unpackedSize, files: files.map(({ path }) => path), manifest, folder }
}

/** Makes an installed library visible in the fresh folder, as `npm install` would. */
async function lend(dependency: string, to: string, parent: string): Promise<void> {
  const target = join(parent, 'node_modules', to, 'node_modules', dependency)
  await mkdir(dirname(target), { recursive: true })
  await symlink(await installed(dependency, to), target, 'dir')
}

async function installed(dependency: string, of: string): Promise<string> {
  const nested = join(ROOT, 'packages', of.replace('@headroom/', ''), 'node_modules', dependency)
  const isNested = await readFile(join(nested, 'package.json')).then(
    () => true,
    () => false,
  )
  return isNested ? nested : join(ROOT, 'node_modules', dependency)
}

async function readJson(path: string): Promise<Readonly<Record<string, unknown>>> {
  return JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>
}
