import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { keyOf } from '@headroom/core'
import { createFsStore } from '@headroom/stores/fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const WRITER = fileURLToPath(new URL('write-for-ever.ts', import.meta.url))
let directory = ''

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'headroom-fs-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

const startWriter = (name: string): ChildProcess =>
  spawn(process.execPath, [WRITER, directory, name], { stdio: 'ignore' })

/** Each entry that is there, once: its text must be whole, by one writer in one round. */
async function readAll(): Promise<number> {
  const store = createFsStore(directory)
  let there = 0
  for (let round = 0; round < 50; round++) {
    const entry = await store.get(await keyOf(`shared ${round}`))
    if (entry === undefined) continue
    there++
    const [name = ''] = entry.text.split(' ', 1)
    expect(entry.text === `${name} ${round} `.repeat(20_000)).toBe(true)
  }
  return there
}

describe('createFsStore in several processes', () => {
  it('never shows half an entry, neither while others write nor after they were killed', async () => {
    const writers = ['a', 'b', 'c'].map(startWriter)
    try {
      while ((await readAll()) < 50) await new Promise((resolve) => setTimeout(resolve, 20))
      for (let again = 0; again < 5; again++) expect(await readAll()).toBe(50)
    } finally {
      for (const writer of writers) writer.kill('SIGKILL')
    }
    await Promise.all(
      writers.map((writer) =>
        writer.exitCode === null && writer.signalCode === null ? once(writer, 'exit') : undefined,
      ),
    )
    expect(await readAll()).toBe(50)
    const names = await readdir(directory, { recursive: true })
    expect(names.length).toBeGreaterThan(50)
  })
})
