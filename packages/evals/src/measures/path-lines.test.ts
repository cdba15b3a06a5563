import { describe, expect, it } from 'vitest'
import { pathLinesIn, pathsOf } from './path-lines.ts'

describe('pathLinesIn', () => {
  it('finds paths with their line, and no times, ports or keys', () => {
    const text = 'src/a.ts:12: x\n./b/c.py:7:3 y\nC.java:9 at 12:30:11, localhost:8080, key:12'
    expect([...pathLinesIn(text, new Set())]).toEqual(['src/a.ts:12', './b/c.py:7', 'C.java:9'])
  })

  it('puts the lines below a heading together with it', () => {
    const text = 'src/a.ts\n12: x\n  40: y\nsrc/b.ts:\n7: z\n'
    const found = pathLinesIn(text, new Set(['src/a.ts', 'src/b.ts']))
    expect([...found]).toEqual(['src/a.ts:12', 'src/a.ts:40', 'src/b.ts:7'])
  })

  it('takes no path for a heading that the original does not know', () => {
    expect([...pathLinesIn('src/c.ts\n12: x', new Set(['src/a.ts']))]).toEqual([])
  })
})

describe('pathsOf', () => {
  it('gives each path once', () => {
    expect([...pathsOf(new Set(['a.ts:1', 'a.ts:2', 'b.ts:1']))]).toEqual(['a.ts', 'b.ts'])
  })
})
