import { randomUUID } from 'node:crypto'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { InvalidOptionError, isKey, type Store } from '@headroom/core'
import { bytesOfEntry, entryOfBytes } from './entry-file.ts'
import { makeFolder } from './make-folder.ts'

/** Folders are for their owner alone: originals are whatever a tool has read. */
const FOLDER_MODE = 0o700
/** Files likewise. */
const FILE_MODE = 0o600

/**
 * Keeps entries as files in a folder, for processes one after the other or at once.
 *
 * A file is written beside its place and then moved there: a reader sees the old entry, the new one or none, never half of
 * one. A file that is damaged all the same reads as if it were not there. Nothing is ever deleted: a time to live says how
 * long an entry must be kept at least.
 *
 * @param directory Folder of the store; made with mode 0700 on the first write where it does not exist. A relative one counts
 *   from where the process is now.
 * @returns A store whose `get` and `set` reject, naming the folder, where the file system fails.
 * @throws InvalidOptionError where `directory` is no path.
 */
export function createFsStore(directory: string): Store {
  const root = rootOf(directory)
  return {
    async get(key) {
      if (!isKey(key)) return undefined
      const bytes = await readIfThere(fileOf(root, key), root)
      return bytes === undefined ? undefined : entryOfBytes(key, bytes)
    },
    async set(key, entry) {
      // A key becomes a path: anything but hexadecimal digits could lead out of the folder.
      if (!isKey(key))
        throw new InvalidOptionError('key', `must be a key as \`keyOf()\` makes it, got ${JSON.stringify(key)}`)
      await writeWhole(fileOf(root, key), bytesOfEntry(key, entry), root)
    },
  }
}

/**
 * `createFsStore`, but makes the folder at once and sees that files can be written there: for hosts that would rather not start
 * than do without a store.
 *
 * @throws Error that names the folder, where nothing can be written; InvalidOptionError where `directory` is no path.
 */
export async function openFsStore(directory: string): Promise<Store> {
  const root = rootOf(directory)
  const file = join(root, randomUUID())
  await writeWhole(file, new Uint8Array(), root)
  await rm(file, { force: true })
  return createFsStore(root)
}

function rootOf(directory: string): string {
  if (typeof directory !== 'string' || directory === '' || directory.includes('\0'))
    throw new InvalidOptionError('directory', `must be the path of a folder, got ${JSON.stringify(directory)}`)
  return resolve(directory)
}

// Two levels of at most 256 folders keep each small up to tens of millions of entries.
function fileOf(root: string, key: string): string {
  return join(root, key.slice(0, 2), key.slice(2, 4), key)
}

async function readIfThere(file: string, root: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file)
  } catch (cause) {
    if (isMissing(cause)) return undefined
    throw new Error(`The store in ${root} could not be read: ${messageOf(cause)}`, { cause })
  }
}

async function writeWhole(file: string, bytes: Uint8Array, root: string): Promise<void> {
  const draft = `${file}.${randomUUID()}.tmp`
  try {
    await makeFolder(dirname(file), FOLDER_MODE)
    const handle = await open(draft, 'wx', FILE_MODE)
    try {
      await handle.writeFile(bytes)
    } finally {
      await handle.close()
    }
    await rename(draft, file)
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw new Error(`The store in ${root} could not be written: ${messageOf(cause)}`, { cause })
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
