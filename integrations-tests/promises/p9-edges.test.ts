import { spawn } from 'node:child_process'
import { text as textOf } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'

const PROGRAM = `
const refuse = (what) => function () { throw new Error('core used ' + what) }
const env = process.env
Object.defineProperty(process, 'env', { get: () => { if (/core.dist/.test(new Error().stack.split('\\n')[2])) throw new Error('core used the environment'); return env } })
const Clock = Date
globalThis.Date = new Proxy(Clock, { construct: (target, given) => given.length === 0 ? refuse('new Date()')() : Reflect.construct(target, given), apply: refuse('Date()') })
Clock.now = refuse('Date.now')
crypto.getRandomValues = refuse('crypto.getRandomValues')
crypto.randomUUID = refuse('crypto.randomUUID')
for (const name of Object.getOwnPropertyNames(Intl)) if (typeof Intl[name] === 'function') Intl[name] = refuse('Intl.' + name)
for (const { prototype } of [Number, String, Array, Clock, BigInt, Object])
  for (const name of Object.getOwnPropertyNames(prototype)) if (/^toLocale|localeCompare|getTimezoneOffset/.test(name)) prototype[name] = refuse(name)
globalThis.setTimeout = refuse('setTimeout')
const { compress, createMemoryStore } = await import('@headroom/core')
const rows = JSON.stringify(Array.from({ length: 300 }, (_, id) => ({ id, status: id === 7 ? 'failed' : 'ok', at: '2026-11-22T10:00:00Z' })))
const messages = [{ role: 'user', content: 'what failed?' }, { role: 'tool', tool_call_id: 'a', content: rows }]
const { report } = await compress({ messages }, { store: createMemoryStore() })
console.log(JSON.stringify(report.outcomes.map(({ form, detail }) => detail ?? form)))
`

describe('P9 a quiet core, at the edges', () => {
  it('asks for no time, chance, locale or environment, under any of their names', async () => {
    const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', PROGRAM], {
      cwd: import.meta.dirname,
    })
    const [out, problem] = await Promise.all([textOf(child.stdout), textOf(child.stderr)])
    expect(problem).toBe('')
    expect(JSON.parse(out)).toEqual(['verbatim', 'view'])
  })
})
