import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'

const SERVE = fileURLToPath(new URL('serve.ts', import.meta.url))
const BODY = JSON.stringify({
  model: 'claude',
  max_tokens: 9,
  messages: [{ role: 'user', content: 'go' }],
  stream: true,
})

let folder = ''
let child: ChildProcess | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stand-in-'))
})
afterEach(() => {
  child?.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

describe('serve.ts', () => {
  it('prints its URL, serves the script, logs without keys and stops when told to', async () => {
    const script = join(folder, 'script.json')
    const log = join(folder, 'log.jsonl')
    writeFileSync(script, JSON.stringify({ turns: [{ text: 'served' }] }))
    const options = ['--script', script, '--log', log, '--chunk', '99', '--delay', '1', '--no-web-socket']
    const started = spawn(process.execPath, [SERVE, ...options])
    child = started
    const exited = once(started, 'exit')
    const [url] = (await once(createInterface({ input: started.stdout }), 'line')) as [string]
    const headers = { 'x-api-key': 'a-secret', authorization: 'Bearer a-secret' }
    const response = await fetch(`${url}/v1/messages`, { method: 'POST', headers, body: BODY })
    expect(await response.text()).toContain('"text":"served"')
    const [refusal] = await once(new WebSocket(`${url.replace('http', 'ws')}/v1/responses`), 'error')
    expect(String(refusal)).toContain('426')
    started.kill('SIGTERM')
    expect(await exited).toEqual([0, null])
    const logged = readFileSync(log, 'utf8')
    const [first = '', second = ''] = logged.split('\n')
    expect(JSON.parse(second)).toMatchObject({ method: 'GET', status: 426 })
    expect(JSON.parse(first)).toMatchObject({
      method: 'POST',
      url: '/v1/messages',
      status: 200,
      turn: 0,
      authorized: true,
    })
    expect(logged).not.toContain('a-secret')
  })

  it('says what is missing', async () => {
    child = spawn(process.execPath, [SERVE], { stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr?.on('data', (piece: Buffer) => (said += piece.toString()))
    const [code] = await once(child, 'close')
    expect(code).toBe(1)
    expect(said).toContain('--script FILE is missing')
  })
})
