import { describe, expect, it } from 'vitest'
import { findVolatile } from './volatile.ts'

function kindsOf(text: string): readonly string[] {
  return findVolatile(text).map(({ kind }) => kind)
}

describe('findVolatile', () => {
  it('finds what says that it is of now', () => {
    const lines: Readonly<Record<string, readonly string[]>> = {
      "Today's date is 2026-11-23.": ['date'],
      'Today’s date: 11/23/2026': ['date'],
      'The current date is November 23, 2026.': ['date'],
      'Today is Monday, 23 November 2026.': ['date'],
      'Today is Monday.': ['date'],
      '- Current date: 23rd Nov 2026': ['date'],
      'Date: 2026-11-23': ['date'],
      'It is Monday, 23 November 2026.': ['date'],
      'It is Monday, Nov. 23rd, 2026.': ['date'],
      'now=2026-11-23T10:11:12Z': ['time'],
      'uuid: 3f2b8c1e-9d4a-4e6f-8b7a-1c2d3e4f5a6b': ['id'],
      'trace: 01ARZ3NDEKTSV4RRFFQ69G5FAV': ['id'],
      'Current time: 2026-11-23T10:11:12.123Z': ['time'],
      'current_datetime: 2026-11-23 10:11': ['time'],
      'The current local time is 10:11 PM': ['time'],
      'Timestamp: 1795392000': ['time'],
      'Session ID: 3f2b8c1e-9d4a-4e6f-8b7a-1c2d3e4f5a6b': ['id'],
      'request_id=0123456789abcdef0123456789abcdef': ['id'],
      'You answer in thread_abcDEF123456ghi789.': ['id'],
      'Your scratchpad is /tmp/session-3f2b8c1e9d4a/': ['temporary-path'],
      'cwd: /var/folders/zz/abc123/T': ['temporary-path'],
      'Current branch: main': ['git-state'],
      'gitStatus: This is the git status at the start': ['git-state'],
      'Tokens remaining: 81234': ['budget'],
      [`Use eyJ${'a'.repeat(20)}.eyJ${'b'.repeat(40)}.sig`]: ['token'],
    }
    for (const [line, kinds] of Object.entries(lines)) expect([line, kindsOf(line)]).toEqual([line, kinds])
  })

  it('lets alone what is the same tomorrow', () => {
    const lines = [
      'Version 4.2.1 of 2024-01-15',
      'Knowledge cutoff: 2025-06-01',
      'As of 2025-06-01 the old API is deprecated.',
      'Dates are in ISO 8601 format, e.g. 2024-01-15T10:30:00Z',
      'start: the current time as ISO, for example 2024-01-15T10:30:00Z',
      'Use `date: 2024-01-15` in the header.',
      'claude-opus-4-1-20250805',
      'anthropic-version: 2023-06-01',
      'The id looks like 123e4567-e89b-12d3-a456-426614174000.',
      'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'Call the office between 9:00 and 17:00.',
      'Write temporary files to /tmp/output.txt',
      'Today we ship.',
      'Step 1 of 3: read the file',
      'Write dates out, e.g. Monday, 23 November 2026.',
      'Every Monday, March or not, we ship.',
      'THEQUICKBROWNFOXJUMPSOVERX',
    ]
    for (const line of lines) expect([line, kindsOf(line)]).toEqual([line, []])
  })

  it('tells two in a line, and no one over another', () => {
    const line = "Today's date is 2026-11-23, Session ID: 3f2b8c1e-9d4a-4e6f-8b7a-1c2d3e4f5a6b"
    expect(findVolatile(line).map(({ kind, at }) => [kind, at])).toEqual([
      ['date', 16],
      ['id', 40],
    ])
    expect(kindsOf('Current time: 2026-11-23T10:11:12Z')).toEqual(['time'])
  })

  it('passes over values that are not of now', () => {
    const line = 'Version of 2024-01-15, API of 2024-01-16. Today is 2026-11-23.'
    expect(findVolatile(line)).toEqual([{ kind: 'date', at: line.indexOf('2026'), length: 10, line: 0 }])
  })

  it('tells the place', () => {
    const text = 'You are kind.\nToday is 2026-11-23.\n'
    expect(findVolatile(text)).toEqual([{ kind: 'date', at: 23, length: 10, line: 1 }])
    expect(text.slice(23, 33)).toBe('2026-11-23')
  })
})
