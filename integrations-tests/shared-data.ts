import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const SHARED = new URL('../../shared/', import.meta.url)

/** Whether the shared data stands beside the checkout. Suites over it skip where it does not, and say so by being skipped. */
export const hasShared: boolean = existsSync(SHARED)

/** Path of something in the shared data, `data/outputs/json`. */
export function sharedPath(path: string): string {
  return fileURLToPath(new URL(path, SHARED))
}

/** File names in a folder of the shared data, sorted; none where it is absent. */
export function sharedFiles(folder: string, extension = ''): readonly string[] {
  if (!hasShared) return []
  return readdirSync(sharedPath(folder))
    .filter((name) => name.endsWith(extension))
    .sort()
    .map((name) => `${folder}/${name}`)
}

/** Text of a file of the shared data. */
export function sharedText(path: string): string {
  return readFileSync(sharedPath(path), 'utf8')
}

/** A JSON file of the shared data. */
export function sharedJson(path: string): unknown {
  return JSON.parse(sharedText(path))
}
