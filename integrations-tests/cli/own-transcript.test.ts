import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { messagesWith, ROWS } from './inputs.ts'

const DEMO = fileURLToPath(new URL('../../examples/incident/demo.ts', import.meta.url))
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headroom-own-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

// A call without `content` is what some clients write.
const MESSAGES = messagesWith(JSON.stringify(ROWS)).map((message) => {
  const { content, ...rest } = message as Readonly<Record<string, unknown>>
  return content === null ? rest : { content, ...rest }
})

describe('the demo on a file of one’s own', () => {
  it.each([
    ['bare.jsonl', MESSAGES.map((message) => JSON.stringify(message)).join('\n')],
    ['inside.jsonl', MESSAGES.map((message) => JSON.stringify({ type: 'item', message })).join('\n')],
    ['list.json', JSON.stringify(MESSAGES)],
    ['body.json', JSON.stringify({ messages: MESSAGES })],
  ])('takes every message of %s, and the tool that each result is of', async (name, text) => {
    await writeFile(join(folder, name), text)
    const { stdout } = await promisify(execFile)(process.execPath, [DEMO, join(folder, name)], {
      env: { ...process.env, NO_COLOR: '1' },
    })
    expect(stdout).toMatch(/Headroom on .*\b3 messages, /)
    expect(stdout).toMatch(/^ sql .*json-tree/m)
  })
})
