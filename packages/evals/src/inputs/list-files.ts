import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Skipped } from '../types/input.ts'

/** What stands below a folder. */
export interface Listing {
  /** Paths of all files, relative to the folder, with `/` between names, sorted by code unit. */
  readonly files: readonly string[]
  /** Folders that are not walked, links and what is no regular file, each with why. */
  readonly skipped: readonly Skipped[]
}

/** Folders that hold no tool outputs: dependencies and what tools keep for themselves. */
const NOT_WALKED = /^(?:node_modules|\..*)$/

/** Lists the files below a folder. Links are not followed; `node_modules` and folders whose name starts with a dot are not walked. */
export async function listFiles(folder: string): Promise<Listing> {
  const files: string[] = []
  const skipped: Skipped[] = []
  const open = ['']
  for (let below = open.pop(); below !== undefined; below = open.pop()) {
    const entries = await entriesOf(join(folder, below), (why) => skipped.push({ name: `${below}/`, why }))
    for (const entry of entries) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      if (entry.isFile()) files.push(path)
      else if (!entry.isDirectory()) skipped.push({ name: path, why: 'a link, or no regular file' })
      else if (NOT_WALKED.test(entry.name)) skipped.push({ name: `${path}/`, why: 'a folder of tools: not walked' })
      else open.push(path)
    }
  }
  return { files: files.sort(), skipped: skipped.sort((a, b) => (a.name < b.name ? -1 : 1)) }
}

async function entriesOf(path: string, tell: (why: string) => void): Promise<readonly Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true })
  } catch (error) {
    tell(`cannot be read: ${error instanceof Error ? error.message : String(error)}`)
    return []
  }
}
