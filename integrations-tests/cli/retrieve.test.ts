import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keyOf } from '@headroom/core'
import { createFsStore } from '@headroom/stores/fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROWS } from './inputs.ts'
import { runHeadroom } from './run-headroom.ts'

const TABLE = `\uFEFF{"page": 1.0, "items": ${JSON.stringify(ROWS)}}\r\n`
const LOG = Array.from({ length: 50_000 }, (_, line) => `line ${line + 1} ${'é'.repeat(20)}\n`).join('')
let store = ''
const keys = new Map<string, string>()
const keyFor = (text: string): string => keys.get(text) ?? ''

beforeAll(async () => {
  store = await mkdtemp(join(tmpdir(), 'headroom-cli-'))
  for (const text of [TABLE, LOG]) {
    const key = await keyOf(text)
    keys.set(text, key)
    await createFsStore(store).set(key, { kind: 'original', text }, Infinity)
  }
})
afterAll(() => rm(store, { recursive: true, force: true }))

const retrieve = (text: string, ...args: readonly string[]) =>
  runHeadroom(['retrieve', keyFor(text), '--store', store, ...args])

describe('headroom retrieve', () => {
  it('prints the whole original byte for byte, however long', async () => {
    for (const text of [TABLE, LOG]) {
      const { code, stdout, stderr } = await retrieve(text)
      expect([code, stderr, stdout.equals(Buffer.from(text))]).toEqual([0, '', true])
    }
  })

  it('gives back in one process what another has stored', async () => {
    const compressed = await runHeadroom(['compress', '--policy', 'aggressive', '--store', store], {
      stdin: JSON.stringify(ROWS),
    })
    const [, key = ''] = /headroom_retrieve key ([0-9a-f]{16})/.exec(compressed.stdout.toString()) ?? []
    const { stdout } = await runHeadroom(['retrieve', key], { env: { HEADROOM_STORE: store } })
    expect(stdout.equals(Buffer.from(JSON.stringify(ROWS)))).toBe(true)
  })

  it('prints a part on standard output and which part it is on standard error', async () => {
    const lines = await retrieve(LOG, '--lines', '2-3')
    expect([lines.stdout.toString(), lines.stderr]).toEqual([
      LOG.split('\n').slice(1, 3).join('\n') + '\n',
      'lines 2 to 3 of 50000\n',
    ])
    expect((await retrieve(TABLE, '--index', '7')).stdout.toString()).toBe(JSON.stringify(ROWS[7]))
    expect((await retrieve(TABLE, '--path', '$.page')).stdout.toString()).toBe('1.0')
    expect((await retrieve(TABLE, '--path', '$.items', '--index', '3')).stdout.toString()).toBe(JSON.stringify(ROWS[3]))
    expect((await retrieve(LOG, '--grep', 'line 4999\\d ')).stdout.toString().split('\n')).toHaveLength(10)
    expect((await retrieve(TABLE, '--query', 'timeout')).stdout.toString()).toContain('"ERROR"')
  })

  it('prints one object with --json, found or not', async () => {
    expect(JSON.parse((await retrieve(TABLE, '--path', '$.page', '--json')).stdout.toString())).toEqual({
      found: true,
      text: '1.0',
      unit: 'characters',
      total: 3,
    })
    const missing = await retrieve(TABLE, '--path', '$.pages', '--json')
    expect([missing.code, JSON.parse(missing.stdout.toString())]).toEqual([
      1,
      { found: false, message: expect.stringContaining('$ has page, items') },
    ])
  })

  it('exits with 1 where there is nothing', async () => {
    const unknown = await runHeadroom(['retrieve', '0123456789abcdef', '--store', store])
    expect([unknown.code, unknown.stdout.length]).toEqual([1, 0])
    expect(unknown.stderr).toContain(`No original is stored under key 0123456789abcdef`)
    expect(unknown.stderr).toContain(store)
    expect((await retrieve(LOG, '--grep', 'nothing')).code).toBe(1)
    expect((await retrieve(LOG, '--lines', '60000-')).code).toBe(1)
  })

  it('exits with 2 where it is called wrongly', async () => {
    for (const args of [
      ['retrieve'],
      ['retrieve', '../../etc/passwd'],
      ['retrieve', keyFor(LOG), '--lines', '1', '--grep', 'x'],
      ['retrieve', keyFor(LOG), '--index', 'x'],
      ['retrieve', keyFor(LOG), '--what'],
    ]) {
      const { code, stdout, stderr } = await runHeadroom([...args, '--store', store])
      expect([code, stdout.length, stderr.length > 0]).toEqual([2, 0, true])
    }
  })

  it('exits with 2 where the store cannot be read', async () => {
    const { code, stderr } = await runHeadroom(['retrieve', keyFor(LOG), '--store', '/dev/null'])
    expect([code, stderr]).toEqual([2, expect.stringContaining('The store in /dev/null could not be read')])
  })

  it('ends quietly when its reader has seen enough', async () => {
    const command = `"${process.execPath}" packages/cli/dist/headroom.js retrieve ${keyFor(LOG)} --store "${store}" | head -n 1`
    const child = spawn('sh', ['-c', command], { cwd: new URL('../../', import.meta.url) })
    const [out, err]: [string[], string[]] = [[], []]
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk.toString()))
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect([code, out.join(''), err.join('')]).toEqual([0, LOG.slice(0, LOG.indexOf('\n') + 1), ''])
  })
})
