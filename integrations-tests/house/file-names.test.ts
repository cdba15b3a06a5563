import { describe, expect, it } from 'vitest'
import { sourceFiles } from './project.ts'

const VAGUE: ReadonlySet<string> = new Set(['util', 'utils', 'helper', 'helpers', 'manager', 'base', 'common', 'misc'])
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|live\.test|test-d|config|d))?\.ts$/
const FOLDER = /^(__)?[a-z0-9]+(-[a-z0-9]+)*(__)?$/

describe('file names', () => {
  it('are kebab-case and say what is inside', () => {
    expect(misnamed(sourceFiles().map(({ path }) => path))).toEqual([])
  })

  it('are caught where they do not', () => {
    const paths = [
      'src/keepBest.ts',
      'src/json-utils.ts',
      'src/misc/a.ts',
      'src/keep-best.test.ts',
      'src/commonality.ts',
    ]
    expect(misnamed(paths)).toEqual([
      'src/keepBest.ts: kebab-case, after the one thing that it exports',
      'src/json-utils.ts: "utils" says nothing; name the noun that it is about',
      'src/misc/a.ts: "misc" says nothing; name the noun that it is about',
    ])
  })
})

function misnamed(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => {
    const folders = path.split('/')
    const name = folders.pop() ?? ''
    if (!NAME.test(name) || !folders.every((folder) => FOLDER.test(folder)))
      return [`${path}: kebab-case, after the one thing that it exports`]
    const vague = path.split(/[/.-]/).find((word) => VAGUE.has(word))
    return vague === undefined ? [] : [`${path}: "${vague}" says nothing; name the noun that it is about`]
  })
}
