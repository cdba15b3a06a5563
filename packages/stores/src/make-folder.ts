import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it where they do not exist.
 *
 * In place of `mkdir` with `recursive`, which never ends where a folder is there but takes no entry, as `/proc` does.
 *
 * @param path Absolute.
 * @param mode Of the folders that are made.
 * @throws The file system's error where there is no folder in the end.
 */
export async function makeFolder(path: string, mode: number): Promise<void> {
  const parent = dirname(path)
  try {
    await makeOne(path, mode)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || parent === path) throw error
    await makeFolder(parent, mode)
    await makeOne(path, mode)
  }
}

async function makeOne(path: string, mode: number): Promise<void> {
  try {
    await mkdir(path, { mode })
  } catch (error) {
    // A folder that is there is refused as such, as read-only or as a drive, as the system sees it.
    if (codeOf(error) === 'ENOENT' || !(await isFolder(path))) throw error
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    // Gone, or a link to nowhere.
    return false
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
