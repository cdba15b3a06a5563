import { describe, expect, it } from 'vitest'
import { detectRows } from './detect.ts'

describe('detectRows', () => {
  it.each(['[{"a":1}]', '{\n  "a": 1\n}\n', '\uFEFF[1, 2]', '{"a":1}\n{"a":2}\n', '[]'])('knows %j', (text) => {
    expect(detectRows(text)).toBeGreaterThan(0.5)
  })

  it.each([
    '',
    'plain text',
    '[INFO] started',
    '{"a":1} and more',
    '[2024-01-15] error]x',
    '{ int x; }',
    '"text"',
    '12',
  ])('leaves %j to others', (text) => {
    expect(detectRows(text)).toBe(0)
  })
})
