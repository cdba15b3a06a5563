import { createHash } from 'node:crypto'
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** An adapter's module: none, the workspace's, or two copies, each with a core of its own, as two installs of one package leave them. */
export async function adaptersOf(specifier: string, copies: 0 | 1 | 2): Promise<readonly unknown[]> {
  if (copies === 0) return []
  const own: unknown = await import(specifier)
  if (copies === 1) return [own]
  return [own, await import(pathToFileURL(secondCopy(specifier)).href)]
}

/** Copies stand beneath this folder, so that the frameworks beside them are found; one for each state of what is copied. */
const FOLDER = fileURLToPath(new URL('../node_modules/.copies', import.meta.url))
const PACKAGES = fileURLToPath(new URL('../../packages', import.meta.url))

/** The door of a second copy of a package, made where there is none yet. */
function secondCopy(specifier: string): string {
  const [, name = ''] = specifier.split('/')
  const packages = ['core', name]
  const folder = join(FOLDER, `${name}-${stateOf(packages)}`)
  if (!existsSync(folder)) copyTo(folder, packages)
  return createRequire(join(folder, 'door.js')).resolve(specifier)
}

function stateOf(packages: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of packages
    .flatMap((name) => globSync(`${name}/{package.json,dist/**/*.js}`, { cwd: PACKAGES }))
    .toSorted())
    hash.update(path).update(readFileSync(join(PACKAGES, path)))
  return hash.digest('hex').slice(0, 16)
}

/** Files of tests run side by side: what is not whole is not seen, and who comes second finds it there. */
function copyTo(folder: string, packages: readonly string[]): void {
  const draft = `${folder}.${process.pid}.${performance.now()}`
  for (const name of packages) {
    const copied = join(draft, 'node_modules/@headroom', name)
    mkdirSync(copied, { recursive: true })
    for (const part of ['package.json', 'dist'])
      cpSync(join(PACKAGES, name, part), join(copied, part), { recursive: true })
  }
  try {
    renameSync(draft, folder)
  } catch (error) {
    rmSync(draft, { recursive: true })
    if (!existsSync(folder)) throw error
  }
}
