import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'

const PROGRAM = `
const refuse = (what) => () => { throw new Error('core used ' + what) }
globalThis.fetch = refuse('fetch')
globalThis.WebSocket = refuse('WebSocket')
globalThis.setInterval = refuse('setInterval')
Math.random = refuse('Math.random')
Date.now = refuse('Date.now')
performance.now = refuse('performance.now')
Intl.DateTimeFormat = refuse('Intl')
const { compress, compressBody, compressText, createMemoryStore, defaultTokenizer, retrieve, dialects } = await import('@headroom/core')
await defaultTokenizer()
// Node reads its own environment when it loads a module of its own.
const env = process.env
Object.defineProperty(process, 'env', { get: () => { if (!/node:/.test(new Error().stack.split('\\n')[2])) refuse('the environment')(); return env } })
const rows = JSON.stringify(Array.from({ length: 300 }, (_, id) => ({ id, status: id === 7 ? 'failed' : 'ok', at: '2026-11-22T10:00:00Z' })))
const lines = Array.from({ length: 300 }, (_, n) => '2026-11-22T10:00:00Z INFO request ' + n + ' served in ' + n % 17 + ' ms').join('\\n')
const store = createMemoryStore()
const messages = [{ role: 'user', content: 'what failed?' }, { role: 'tool', tool_call_id: 'a', content: rows }, { role: 'tool', tool_call_id: 'b', content: lines }]
const { report } = await compress({ messages }, { store })
await compressBody(JSON.stringify({ messages }), { store })
await compressText(lines, { store, policy: 'aggressive' })
for (const key of report.keys) await retrieve(store, { key, grep: 'failed' })
console.log(JSON.stringify({ saved: report.tokensSaved > 0, dialects: dialects.length, handles: process.getActiveResourcesInfo().filter((name) => !/Pipe|TTY|FS|MessagePort/.test(name)) }))
`

describe('P9 a quiet core', () => {
  it('opens no socket, file or process, and asks for no time, chance or environment', async () => {
    // The permission model refuses writes, processes, workers and addons; reads are for loading the modules themselves.
    const flags = ['--permission', '--allow-fs-read=*', '--no-warnings', '--input-type=module', '-e', PROGRAM]
    const child = spawn(process.execPath, flags, { cwd: import.meta.dirname })
    const [out, problem] = await Promise.all([text(child.stdout), text(child.stderr)])
    expect(problem).toBe('')
    expect(JSON.parse(out)).toEqual({ saved: true, dialects: 5, handles: [] })
  })
})
