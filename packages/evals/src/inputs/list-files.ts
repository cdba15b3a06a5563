import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Folders that hold no tool outputs: dependencies and what tools keep for themselves. */
const NOT_WALKED = /^(?:node_modules|\..*)$/

/** Paths of all files below a folder, relative to it, with `/` between names, sorted by code unit. Links are not followed. */
export async function listFiles(folder: string, below = ''): Promise<readonly string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true })
  const paths: string[] = []
  for (const entry of entries) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isFile()) paths.push(path)
    else if (entry.isDirectory() && !NOT_WALKED.test(entry.name)) paths.push(...(await listFiles(folder, path)))
  }
  return paths.sort()
}
