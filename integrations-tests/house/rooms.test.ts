import { defaultCompressors } from '@headroom/core/compressors'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from './project.ts'

const ROOMS = 'packages/core/src/compressors'
/** What every room has, so that who has seen one has seen all. */
const FILES = ['index.ts', 'index.test.ts', 'detect.ts', 'document.ts', 'README.md']
/** Most lines of a room's page. */
const MAX_PAGE_LINES = 80

describe('the rooms of the compressors', () => {
  it('have the same files', () => {
    const names = rooms()
    expect(names.length).toBeGreaterThan(1)
    expect(names.flatMap((name) => missing(name, filesOf(name)))).toEqual([])
  })

  it('are caught where they have not', () => {
    const files = ['index.ts', 'detect.ts', 'document.ts', 'README.md', 'write.ts']
    expect(missing('odd', files)).toEqual([
      'odd: index.test.ts is missing',
      'odd: what write*.ts writes, read*.ts must read',
    ])
  })

  it('have a page each, with their name above it, that one can read in a minute', () => {
    for (const name of rooms()) {
      const lines = readFileSync(join(ROOT, ROOMS, name, 'README.md'), 'utf8')
        .trim()
        .split('\n')
      expect(lines[0], name).toBe(`# ${name}`)
      expect(lines.length, name).toBeLessThanOrEqual(MAX_PAGE_LINES)
    }
  })

  it('are all in use where no compressors are given, or within another that is', () => {
    const used = new Set(defaultCompressors.map(({ name }) => name))
    expect(rooms().filter((name) => !used.has(name) && !isUsedWithin(name))).toEqual([])
  })
})

function rooms(): readonly string[] {
  return globSync(`${ROOMS}/*/index.ts`, { cwd: ROOT })
    .map((path) => path.split('/').at(-2) ?? '')
    .toSorted()
}

function filesOf(room: string): readonly string[] {
  return globSync(`${ROOMS}/${room}/*`, { cwd: ROOT }).map((path) => basename(path))
}

function missing(room: string, files: readonly string[]): readonly string[] {
  const lacking = FILES.filter((file) => !files.includes(file)).map((file) => `${room}: ${file} is missing`)
  const [writes, reads] = [/^write.*(?<!\.test)\.ts$/, /^read.*(?<!\.test)\.ts$/].map((name) =>
    files.some((file) => name.test(file)),
  )
  return writes === true && reads !== true
    ? [...lacking, `${room}: what write*.ts writes, read*.ts must read`]
    : lacking
}

function isUsedWithin(room: string): boolean {
  const others = globSync(`${ROOMS}/*/*.ts`, { cwd: ROOT }).filter((path) => !path.includes(`/${room}/`))
  const imports = `from '../${room}/`
  return others.some((path) => existsSync(join(ROOT, path)) && readFileSync(join(ROOT, path), 'utf8').includes(imports))
}
