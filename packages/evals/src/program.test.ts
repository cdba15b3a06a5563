import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runProgram } from './program.ts'

let folder = ''
let printed = ''
let complained = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fidelity-'))
  await mkdir(join(folder, 'own'))
  await writeFile(join(folder, 'own/a.log'), 'started\nended')
  printed = ''
  complained = ''
  vi.spyOn(process.stdout, 'write').mockImplementation(((text: string, done?: () => void) => {
    printed += text
    done?.()
    return true
  }) as typeof process.stdout.write)
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    complained += String(text)
    return true
  })
})

afterEach(async () => {
  vi.restoreAllMocks()
  await rm(folder, { recursive: true })
})

const run = (...args: readonly string[]): Promise<number> => runProgram(['node', 'headroom-fidelity', ...args])

describe('runProgram', () => {
  it('prints tables, and ends with 0 where every threshold holds', async () => {
    expect(await run(join(folder, 'own'), '--no-speed')).toBe(0)
    expect(printed).toContain('═══ lossless ═══')
    expect(printed).toContain('═══ balanced ═══')
    expect(printed).toContain('Every threshold holds.')
  })

  it('ends with 1 and names each threshold that is broken', async () => {
    const bounds = join(folder, 'bounds.json')
    await writeFile(bounds, '{"/policies/lossless/kinds/unknown/savedMedian":{"atLeast":0.9}}')
    expect(await run(join(folder, 'own'), '--no-speed', '--thresholds', bounds)).toBe(1)
    expect(printed).toContain('lossless: kinds / unknown / savedMedian is 0, must be at least 0.9')
    expect(printed).toContain('1 threshold is broken')
  })

  it('ends with 2 where a threshold leads to no figure, and says where it ends', async () => {
    const bounds = join(folder, 'bounds.json')
    await writeFile(
      bounds,
      '{"/policies/lossless/kinds/lgo/savedMedian":{"atLeast":0},"/policies/lossless/kinds":{"atMost":1}}',
    )
    expect(await run(join(folder, 'own'), '--no-speed', '--thresholds', bounds)).toBe(2)
    expect(complained).toContain('2 thresholds lead to no figure')
    expect(complained).toContain('/policies/lossless/kinds/lgo/savedMedian: /policies/lossless/kinds has unknown')
    expect(complained).toContain('/policies/lossless/kinds: /policies/lossless/kinds has unknown')
    expect(printed).toContain('lossless: kinds / lgo / savedMedian')
  })

  it('takes kinds and policies before the folder, with commas between or one by one', async () => {
    await writeFile(join(folder, 'own/a.json'), JSON.stringify({ a: [{ b: 1 }, { b: 2 }, { b: 3 }] }))
    const own = join(folder, 'own')
    expect(await run('--no-speed', '--json', '--kind', 'unknown,json-tree', '--policy', 'balanced', own)).toBe(0)
    const { policies } = JSON.parse(printed) as { policies: Record<string, { kinds: object }> }
    expect(Object.keys(policies)).toEqual(['balanced'])
    expect(Object.keys(policies['balanced']?.kinds ?? {})).toHaveLength(2)
    printed = ''
    expect(await run('--kind', 'unknown', '--kind', 'json-tree', own, '--no-speed', '--json')).toBe(0)
    expect(Object.keys((JSON.parse(printed) as { policies: object }).policies)).toEqual(['lossless', 'balanced'])
  })

  it('names a kind that is not there beside one that is', async () => {
    expect(await run(join(folder, 'own'), '--no-speed', '--kind', 'unknown,nosuch')).toBe(2)
    expect(complained).toContain('holds nothing of kind nosuch; it holds unknown')
  })

  it('writes JSON to standard output or to a file, and a page', async () => {
    expect(await run(join(folder, 'own'), '--no-speed', '--json', '--policy', 'lossless')).toBe(0)
    expect(Object.keys((JSON.parse(printed) as { policies: object }).policies)).toEqual(['lossless'])
    const [json, html] = [join(folder, 'a.json'), join(folder, 'a.html')]
    expect(await run(join(folder, 'own'), '--no-speed', '--json', json, '--html', html)).toBe(0)
    expect(JSON.parse(await readFile(json, 'utf8'))).toMatchObject({ layout: 'own', breaches: [] })
    expect(await readFile(html, 'utf8')).toMatch(/^<!doctype html>/)
  })

  it('ends with 2 and says what would do where it is called wrongly', async () => {
    const own = join(folder, 'own')
    for (const args of [
      [],
      [join(folder, 'none')],
      [own, '--policy', 'aggressive'],
      [own, '--kind', 'log,'],
      [own, '--kind', 'log', 'unknown'],
      [own, '--sample', '0'],
      [own, '--sample', 'x'],
      [own, '--no-such-option'],
      [own, '--thresholds', join(folder, 'none.json')],
      [own, '--thresholds', join(own, 'a.log')],
      [own, '--no-speed', '--html', join(folder, 'none/a.html')],
    ]) {
      complained = ''
      expect(await run(...args)).toBe(2)
      expect(complained).not.toBe('')
    }
  })

  it('explains itself with examples', async () => {
    expect(await run('--help')).toBe(0)
    expect(printed).toContain('Examples:')
    expect(await run('--version')).toBe(0)
  })
})
