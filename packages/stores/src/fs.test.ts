import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keyOf } from '@headroom/core'
import { testStore } from '@headroom/core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFsStore, openFsStore } from './fs.ts'

let folder = ''
let made = 0
const fresh = (): string => join(folder, 'not', 'there', 'yet', String(made++))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headroom-stores-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A store with one entry, and the entry's file. */
async function storeOf(text: string) {
  const directory = fresh()
  const store = createFsStore(directory)
  const key = await keyOf(text)
  await store.set(key, { kind: 'original', text }, Infinity)
  return { directory, store, key, file: join(directory, key.slice(0, 2), key.slice(2, 4), key) }
}

describe('createFsStore', () => {
  it.each(testStore('fs', () => createFsStore(fresh())))('$name', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined()
  })

  it('keeps entries for other stores on the same folder', async () => {
    const { directory, key } = await storeOf('shared')
    expect(await createFsStore(directory).get(key)).toEqual({ kind: 'original', text: 'shared' })
  })

  it('makes files and folders for their owner alone', async () => {
    const { directory, file } = await storeOf('private')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await stat(directory)).mode & 0o777).toBe(0o700)
  })

  it('reads a damaged file as if it were not there', async () => {
    const whole = 'line\n'.repeat(100)
    const { store, key, file } = await storeOf(whole)
    const bytes = await readFile(file)
    for (let length = 0; length < bytes.length; length += 7) {
      await truncate(file, length)
      expect(await store.get(key)).toBeUndefined()
      await writeFile(file, bytes)
    }
    for (let at = 0; at < bytes.length; at += 5) {
      const damaged = Buffer.from(bytes)
      damaged[at] = (damaged[at] ?? 0) ^ 1
      await writeFile(file, damaged)
      expect(await store.get(key)).toBeUndefined()
    }
    await store.set(key, { kind: 'original', text: whole }, Infinity)
    expect(await store.get(key)).toEqual({ kind: 'original', text: whole })
  })

  it('does not take the file of another key for its own', async () => {
    const { store, file } = await storeOf('one')
    const other = await keyOf('two')
    await store.set(other, { kind: 'original', text: 'two' }, Infinity)
    const directory = join(file, '..', '..', '..')
    await writeFile(join(directory, other.slice(0, 2), other.slice(2, 4), other), await readFile(file))
    expect(await store.get(other)).toBeUndefined()
  })

  it('leaves no drafts behind, and no half of an entry where writing fails', async () => {
    const { directory, store, key, file } = await storeOf('kept')
    await rm(file)
    // A folder in the file's place: the draft is written, the move fails.
    await mkdir(join(file, 'x'), { recursive: true })
    await expect(store.set(key, { kind: 'original', text: 'kept' }, Infinity)).rejects.toThrow(directory)
    expect(await readdir(join(file, '..'))).toEqual([key])
  })

  it('never leaves its folder', async () => {
    const { directory, store } = await storeOf('inside')
    for (const key of ['../../../etc/passwd', '..', '', 'a/b', '0123456789ABCDEF', '0123456789abcde\0']) {
      expect(await store.get(key)).toBeUndefined()
      await expect(store.set(key, { kind: 'original', text: 'x' }, Infinity)).rejects.toThrow('`key` must be a key')
    }
    expect(await readdir(directory)).toHaveLength(1)
  })

  it('names the folder where it cannot be used', async () => {
    const file = join(folder, 'a-file')
    await writeFile(file, '')
    const store = createFsStore(file)
    const key = await keyOf('x')
    await expect(store.set(key, { kind: 'original', text: 'x' }, Infinity)).rejects.toThrow(
      `The store in ${file} could not be written`,
    )
    await expect(store.get(key)).rejects.toThrow(`The store in ${file} could not be read`)
  })

  // Node's own recursive `mkdir` never ends where a folder is there but takes no entry.
  it.skipIf(process.platform !== 'linux')('says so where no folder can be made, at once', async () => {
    const store = createFsStore('/proc/headroom/store')
    const key = await keyOf('x')
    await expect(store.set(key, { kind: 'original', text: 'x' }, Infinity)).rejects.toThrow(
      'The store in /proc/headroom/store could not be written',
    )
    expect(await store.get(key)).toBeUndefined()
  })

  it('refuses what is no folder', () => {
    for (const directory of ['', 'a\0b']) expect(() => createFsStore(directory)).toThrow('`directory` must be the path')
  })
})

describe('openFsStore', () => {
  it('makes the folder, leaves it empty and keeps entries there', async () => {
    const directory = fresh()
    const store = await openFsStore(directory)
    expect([(await stat(directory)).mode & 0o777, await readdir(directory)]).toEqual([0o700, []])
    await store.set(await keyOf('x'), { kind: 'original', text: 'x' }, Infinity)
    expect(await (await openFsStore(directory)).get(await keyOf('x'))).toEqual({ kind: 'original', text: 'x' })
  })

  it('rejects, naming the folder, where nothing can be written', async () => {
    const file = join(folder, 'another-file')
    await writeFile(file, '')
    for (const directory of [file, join(file, 'below')])
      await expect(openFsStore(directory)).rejects.toThrow(`The store in ${directory} could not be written`)
    await expect(openFsStore('')).rejects.toThrow('`directory` must be the path')
  })
})
