import { defaultTokenizer } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { engine, type Subject } from '../subject.ts'
import type { RequestInput, TraceInput } from '../types/input.ts'
import { measureTrace, tracesReport } from './traces.ts'

const rows = JSON.stringify(
  Array.from({ length: 60 }, (_, id) => ({ id, state: 'open', title: `issue number ${id}` })),
  undefined,
  2,
)
const call = { id: 'c1', type: 'function', function: { name: 'list_issues', arguments: '{}' } }
const TRACE: TraceInput = {
  name: 'traces/a.json',
  request: {
    messages: [
      { role: 'user', content: 'list the issues' },
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'c1', content: rows },
      { role: 'assistant', content: 'There are 60.' },
      { role: 'user', content: 'thanks' },
    ],
  },
}

const TOOL_RESULT = { role: 'tool', tool_call_id: 'c1', content: 'the port is 4711' }

const measured = async (subject: Subject, trace = TRACE): ReturnType<typeof measureTrace> =>
  measureTrace(trace, 'lossless', subject, await defaultTokenizer())

/** The engine, with something done to what it sends. */
const altering = (alter: (request: RequestInput) => RequestInput): Subject => ({
  ...engine(),
  async compress(request, options) {
    const { report } = await engine().compress(request, options)
    return { request: alter(request), report }
  },
})

describe('measureTrace', () => {
  it('sends a request before each answer and one of the whole', async () => {
    const { requests, isRead, tokensBefore, tokensAfter, savedOfLast, failures } = await measured(engine())
    expect({ requests, isRead, failures }).toEqual({ requests: 3, isRead: true, failures: [] })
    expect(tokensAfter).toBeLessThan(tokensBefore)
    expect(savedOfLast).toBeGreaterThan(0.3)
  })

  it('finds a request that does not begin with the one before', async () => {
    const counting = altering(({ messages, ...beside }) => ({
      ...beside,
      messages: [{ role: 'user', content: `${messages.length} messages so far` }, ...messages.slice(1)],
    }))
    const breaks = (await measured(counting)).failures.filter(({ failure }) => failure === 'prefixBreaks')
    expect(breaks.map(({ detail }) => detail)).toEqual([
      'with 3 messages, message 0 is another than it was a turn before',
      'with 5 messages, message 0 is another than it was a turn before',
    ])
  })

  it('finds a request that is shorter by a message', async () => {
    const dropping = altering((request) => ({ ...request, messages: request.messages.slice(-1) }))
    const { failures } = await measured(dropping)
    expect(failures.map(({ failure }) => failure)).toEqual(['prefixBreaks', 'prefixBreaks'])
  })

  it('finds what changes beside the messages', async () => {
    const dated = altering((request) => ({ ...request, system: `${request.messages.length} so far` }))
    expect((await measured(dated)).failures.map(({ failure }) => failure)).toContain('prefixBreaks')
  })

  it('finds a request that got longer', async () => {
    const growing = altering(({ messages, ...beside }) => ({
      ...beside,
      messages: messages.map((message) => ({ ...(message as object), more: 'and so on' })),
    }))
    const { failures } = await measured(growing)
    expect(failures.map(({ failure }) => failure)).toEqual(Array.from({ length: 3 }, () => 'neverWorseViolations'))
  })

  it('finds a reference that leads to no earlier result, once', async () => {
    const referring: Subject = {
      ...engine(),
      async compress(request, options) {
        const { report } = await engine().compress(request, options)
        const outcomes = report.outcomes.map((outcome) => ({ ...outcome, by: 'repeats' }))
        return { request, report: { ...report, outcomes } }
      },
    }
    const shortened = {
      ...referring,
      compress: async (...args: Parameters<Subject['compress']>) => {
        const { request, report } = await referring.compress(...args)
        const messages = request.messages.map((message) =>
          (message as { role: string }).role === 'tool' ? { ...(message as object), content: 'as in call 7' } : message,
        )
        return { request: { ...request, messages }, report }
      },
    }
    const trace = { name: 'a', request: { messages: [...TRACE.request.messages.slice(0, 2), TOOL_RESULT] } }
    const { failures } = await measured(shortened, trace)
    expect(failures).toEqual([{ failure: 'literalsLost', name: 'a', detail: '4711 of messages/2/content' }])
  })

  it('counts the retrieve tool in each request where views are allowed', async () => {
    const trace = { name: 'a', request: { messages: [{ role: 'user', content: 'hello' }] } }
    const { tokensBefore, tokensAfter } = await measureTrace(trace, 'balanced', engine(), await defaultTokenizer())
    expect(tokensAfter - tokensBefore).toBeGreaterThan(80)
  })

  it('says where no dialect knows a conversation', async () => {
    const messages = [
      { role: 'user', content: [{ type: 'text', text: 'x' }] },
      { role: 'tool', content: [{ type: 'tool-result', output: { type: 'text', value: 'x' } }] },
    ]
    const { isRead, tokensBefore, tokensAfter } = await measured(engine(), { name: 'a', request: { messages } })
    expect(isRead).toBe(false)
    expect(tokensAfter).toBe(tokensBefore)
  })
})

describe('tracesReport', () => {
  it('is none of no conversation', () => {
    expect(tracesReport([])).toBe(undefined)
  })

  it('sums requests and takes the median of the last', () => {
    const one = { isRead: true, requests: 2, tokensBefore: 100, tokensAfter: 50, savedOfLast: 0.5, failures: [] }
    const other = { ...one, isRead: false, tokensAfter: 100, savedOfLast: 0 }
    expect(tracesReport([one, other])).toEqual({
      traces: 2,
      unread: 1,
      requests: 4,
      tokensBefore: 200,
      tokensAfter: 150,
      savedTotal: 0.25,
      savedMedian: 0.25,
      prefixBreaks: 0,
    })
  })
})
