import type { Outcome, Report } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import type { RequestInput } from '../types/input.ts'
import { lostInReferences } from './references.ts'

const requestWith = (...texts: readonly string[]): RequestInput => ({
  messages: texts.flatMap((content, index) => [
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: `c${index}`, type: 'function', function: { name: 'cat', arguments: '{}' } }],
    },
    { role: 'tool', tool_call_id: `c${index}`, content },
  ]),
})
const outcome: Outcome = {
  path: ['messages', 3, 'content'],
  role: 'tool',
  form: 'lossless',
  reason: 'lossless',
  by: 'repeats',
  tokensBefore: 9,
  tokensAfter: 1,
}
const report: Report = {
  dialect: 'openai-chat',
  tokensBefore: 9,
  tokensAfter: 1,
  tokensSaved: 8,
  keys: [],
  outcomes: [outcome],
}

describe('lostInReferences', () => {
  it('finds nothing where each literal stands in an earlier result or in the reference', () => {
    const given = requestWith('port 8080', 'port 8080, pid 4711')
    expect(lostInReferences(given, requestWith('port 8080', 'as c0, and pid 4711'), report)).toEqual([])
  })

  it('finds literals that only a later result holds, or none', () => {
    const given = requestWith('port 8080', 'port 9090, pid 4711', 'port 9090')
    expect(lostInReferences(given, requestWith('port 8080', 'as c0, and pid 4711', 'port 9090'), report)).toEqual([
      '9090 of messages/3/content',
    ])
  })

  it('leaves out the numbers that a reading tool puts before lines', () => {
    const given = requestWith('    81→port 8080\n    82→end', '    81→new\n    82→port 8080\n    83→end')
    expect(lostInReferences(given, requestWith('port 8080', 'as c0, with a new line 81'), report)).toEqual([])
    const other = requestWith('    81→port 8080\n    82→end', '    81→new\n    82→port 9090\n    83→end')
    expect(lostInReferences(other, requestWith('port 8080', 'as c0, with a new line 81'), report)).toEqual([
      '9090 of messages/3/content',
    ])
  })

  it('looks at references only', () => {
    const given = requestWith('port 8080', 'port 9090')
    const other = { ...report, outcomes: [{ ...outcome, by: 'log' }] }
    expect(lostInReferences(given, requestWith('port 8080', 'x'), other)).toEqual([])
  })
})
