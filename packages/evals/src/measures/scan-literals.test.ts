import { describe, expect, it } from 'vitest'
import { scanLiterals } from './scan-literals.ts'

const found = (text: string): string[] => scanLiterals(text).literals.map(({ text: literal }) => literal)

describe('scanLiterals', () => {
  it('finds hashes, UUIDs, URLs, numbers, codes, statuses and exit codes', () => {
    const literals = [
      'a65e0892b',
      '57a0b063-ee9a-424d-97e8-1b08e63bfb38',
      'https://example.org/a?b=1&c=%20#d',
      '12345',
      '1.8.3',
      '10.0.0.1',
      '2026-02-04',
      '0.25s',
      'E1234',
      'TS2345',
      'CVE-2025-68160',
      '404 Not Found',
      'exit code 137',
    ]
    for (const literal of literals) expect(found(`it was (${literal}), at last`)).toContain(literal)
  })

  it('takes neither words, nor short numbers, nor digits within a word', () => {
    expect(found('deadbeef 12 item12345 v1 a.ts x-7')).toEqual([])
  })

  it('names the nearest word before a literal, else the one after it, else none', () => {
    const { literals } = scanLiterals('{"size":12345,"took": 678}\n901 lines\n2345')
    expect(literals).toEqual([
      { text: '12345', neighbour: 'size' },
      { text: '678', neighbour: 'took' },
      { text: '901', neighbour: 'lines' },
      { text: '2345', neighbour: '' },
    ])
  })

  it('reads escapes of JSON as space', () => {
    expect(found(String.raw`{"a":"x\n2024\tb \\\"77777\\\" é123"}`)).toEqual(['2024', '77777', '123'])
  })

  it('tells the last line of a literal and the first of a word', () => {
    const { lastLine, firstLine } = scanLiterals('port 8080\nport 8080\nport')
    expect(lastLine.get('8080')).toBe(1)
    expect(firstLine.get('port')).toBe(0)
  })

  it('takes no run of more than 128 characters for a literal', () => {
    expect(scanLiterals(`of ${'7'.repeat(128)}`).literals).toHaveLength(1)
    expect(scanLiterals(`of ${'7'.repeat(129)}`).literals).toEqual([])
  })
})
