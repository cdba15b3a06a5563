import { compress, compressBody, createMemoryStore } from '@headroom/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anthropicConversation, FIXED, openaiConversation } from './generated.ts'
import { available, outputs, recordedRequests, traces, workloads } from './samples.ts'

const HOSTILE_BODY =
  '﻿{ "model":"m", "n": 1.0, "big": 12345678901234567890, "e": 1e400, "z": -0, "2": 1, "1": 2, "__proto__": {"x": 1.50},\n "messages": [ {"role":"user","content":"q","content":"\\u0071"} ], "k": "\\ud800" }'

describe('P2 splice, never re-serialise', () => {
  it('gives back the very body where nothing changes', async () => {
    expect((await compressBody(HOSTILE_BODY)).body).toBe(HOSTILE_BODY)
    const bytes = new TextEncoder().encode(HOSTILE_BODY)
    expect((await compressBody(bytes)).body).toBe(bytes)
    const request = { messages: [{ role: 'user', content: 'q' }] }
    expect((await compress(request)).request).toBe(request)
  })

  it('keeps every byte outside the changed strings', async () => {
    const rows = JSON.stringify(
      Array.from({ length: 90 }, (_, id) => ({ id, name: `user ${id}`, active: true })),
      null,
      1,
    )
    const body = `{"n":1.0,"big":12345678901234567890,"messages":[{"role":"tool","tool_call_id":"a","content":${JSON.stringify(rows)},"x":-0}],"2":1,"1":1e400}`
    const { body: shorter, report } = await compressBody(body)
    const [before, after] = body.split(JSON.stringify(rows))
    expect(report.tokensSaved).toBeGreaterThan(0)
    expect(shorter.startsWith(before ?? '')).toBe(true)
    expect(shorter.endsWith(after ?? '')).toBe(true)
  })

  it('copies only the path to a changed text, and keeps prototypes', async () => {
    class Message {
      readonly role = 'tool'
      readonly tool_call_id = 'a'
      readonly content = JSON.stringify(
        Array.from({ length: 90 }, (_, id) => ({ id, name: `user ${id}`, active: true })),
      )
    }
    const other = Object.freeze({ role: 'user', content: 'q' })
    const request = Object.freeze({ model: 'm', tools: [], messages: Object.freeze([other, new Message()]) })
    const { request: shorter } = await compress(request)
    expect(shorter).not.toBe(request)
    expect(shorter.tools).toBe(request.tools)
    expect(shorter.messages[0]).toBe(other)
    expect(shorter.messages[1]).toBeInstanceOf(Message)
  })

  it.each([
    ['anthropic', anthropicConversation],
    ['openai', openaiConversation],
  ])('agrees with itself on objects and on bytes (%s)', async (_, conversations) => {
    await fc.assert(
      fc.asyncProperty(conversations, async (requests) => expectAgreement(requests.at(-1))),
      FIXED,
    )
  })
})

describe.skipIf(!available)('P2 on real requests', () => {
  it('agrees on every session, workload and recorded request', async () => {
    const samples = [...traces(), ...workloads(), ...recordedRequests()]
    expect(samples.length).toBeGreaterThan(500)
    for (const { request } of samples) await expectAgreement(request)
  })

  it('agrees on every tool output', async () => {
    for (const { request } of outputs()) await expectAgreement(request)
  })
})

async function expectAgreement(request: unknown): Promise<void> {
  const json = JSON.stringify(request)
  const [whole, spliced] = await Promise.all([
    compress(request, { store: createMemoryStore() }),
    compressBody(json, { store: createMemoryStore() }),
  ])
  expect(JSON.parse(spliced.body)).toEqual(JSON.parse(JSON.stringify(whole.request)))
  expect(spliced.report).toEqual(whole.report)
  if (spliced.report.outcomes.every(({ form }) => form === 'verbatim')) {
    expect(spliced.body).toBe(json)
    expect(whole.request).toBe(request)
  }
}
