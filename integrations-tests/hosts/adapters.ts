import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** An adapter's module: none, the workspace's, or two copies, each with a core of its own, as two installs of one package leave them. */
export async function adaptersOf(specifier: string, copies: 0 | 1 | 2): Promise<readonly unknown[]> {
  if (copies === 0) return []
  const own: unknown = await import(specifier)
  return copies === 1 ? [own] : [own, await (secondCopies.get(specifier) ?? remembered(specifier))]
}

const secondCopies = new Map<string, Promise<unknown>>()

function remembered(specifier: string): Promise<unknown> {
  const copy = secondCopy(specifier)
  secondCopies.set(specifier, copy)
  return copy
}

/** Copies stand beneath this folder, so that the frameworks beside them are found. */
const FOLDER = fileURLToPath(new URL('../node_modules/.copies', import.meta.url))
const PACKAGES = fileURLToPath(new URL('../../packages', import.meta.url))

function secondCopy(specifier: string): Promise<unknown> {
  const [, name = ''] = specifier.split('/')
  const folder = join(FOLDER, String(process.pid), name)
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (const one of new Set(['core', name])) {
    const copied = join(folder, 'node_modules/@headroom', one)
    mkdirSync(copied, { recursive: true })
    for (const part of ['package.json', 'dist'])
      cpSync(join(PACKAGES, one, part), join(copied, part), { recursive: true })
  }
  const door = createRequire(join(folder, 'door.js')).resolve(specifier)
  return import(pathToFileURL(door).href)
}
