import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import { cleanLines } from './hygiene.ts'

describe('cleanLines', () => {
  it('takes out colours, cursor movements, titles and links', () => {
    expect(
      atOnce(
        cleanLines([
          '\u001b[1;31mred\u001b[0m',
          '\u001b[2Kdone\u001b[1A',
          '\u001b]0;title\u0007text',
          '\u001b]8;;https://x\u001b\\link\u001b]8;;\u001b\\',
        ]),
      ),
    ).toEqual(['red', 'done', 'text', 'link'])
  })

  it('keeps the last state of what a carriage return overwrites', () => {
    expect(atOnce(cleanLines(['10%\r50%\r100%', 'a\r', '\r\r']))).toEqual(['100%', 'a', ''])
  })

  it('gives the same array where there is nothing to take out', () => {
    const lines = ['plain', '[0m is no escape', 'tab\t[1m', '\u001b]never ended']
    expect(atOnce(cleanLines(lines))).toBe(lines)
  })
})
