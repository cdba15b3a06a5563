import { headroom } from '@headroom/strands'
import { Agent, FileStorage, NullConversationManager, SessionManager, tool } from '@strands-agents/sdk'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startStandIn, stopStandIns } from '../clients/loop-bench.ts'
import { retrieve } from '../clients/loop-script.ts'
import { bedrockConverse } from '@headroom/core'
import type { StandIn } from '../stand-in/create-stand-in.ts'
import { firstAndLastLines } from './first-and-last-lines.ts'
import { asked } from './on-the-wire.ts'
import { logOf } from './run-host.ts'
import { bedrockModel } from './strands.ts'

stopStandIns()

const LOG = { calls: [{ name: 'query_logs', args: {} }] }

const queryLogs = tool({ name: 'query_logs', description: 'Gives a log.', callback: () => logOf('cart', 'cart') })

function agentAt({ url }: StandIn, sessionManager?: SessionManager): Agent {
  return new Agent({
    model: bedrockModel({ url, retries: 0, mode: 'stream' }),
    tools: [queryLogs],
    plugins: [headroom({ compressors: [firstAndLastLines] })],
    conversationManager: new NullConversationManager(),
    printer: false,
    ...(sessionManager && { sessionManager }),
  })
}

const folder = mkdtempSync(join(tmpdir(), 'headroom-strands-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('agents of Strands over Bedrock, Headroom in them', () => {
  it('give structured output', async () => {
    const answer = { name: 'strands_structured_output', args: { cause: 'the pool' } }
    const standIn = await startStandIn({ turns: [LOG, { calls: [retrieve({ grep: 'ERROR' })] }, { calls: [answer] }] })
    const result = await agentAt(standIn).invoke('Why?', { structuredOutputSchema: z.object({ cause: z.string() }) })
    expect(result.structuredOutput).toEqual({ cause: 'the pool' })
    expect(asked(standIn).map(({ status }) => status)).toEqual([200, 200, 200])
    expect(new Set(asked(standIn).map(({ body }) => JSON.stringify(Object(body)['toolConfig']))).size).toBe(1)
  })

  it('go on with a session in another process, with the same bytes, from files that hold the originals', async () => {
    const standIn = await startStandIn({ turns: [LOG, { text: 'The pool.' }, { text: 'You are welcome.' }] })
    const storage = { snapshot: new FileStorage(folder) }
    await agentAt(standIn, new SessionManager({ sessionId: 'one', storage })).invoke('Why?')
    await agentAt(standIn, new SessionManager({ sessionId: 'one', storage })).invoke('Thanks.')
    const [, second, third] = asked(standIn).map(({ body }) => body as { messages: unknown[] })
    expect(third?.messages).toHaveLength(5)
    expect(JSON.stringify(third?.messages).startsWith(JSON.stringify(second?.messages).slice(0, -1))).toBe(true)
    expect([...bedrockConverse.segments(third ?? { messages: [] })].map(({ text }) => text).join()).toMatch(
      /key [0-9a-f]{16}/,
    )
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
    const kept = files.map((name) => readFileSync(join(folder, name), 'utf8')).join()
    expect(kept).toContain('LOG number 50 of cart')
    expect(kept).not.toMatch(/lines shown/)
  })
})
