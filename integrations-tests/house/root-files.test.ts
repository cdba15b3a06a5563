import { globSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ROOT } from './project.ts'

const FOLDERS = ['packages', 'integrations-tests', 'examples', 'node_modules']
const FILES = ['turbo.json', 'package.json', 'package-lock.json', 'tsconfig.json', 'README.md', 'LICENSE']

describe('the root', () => {
  it('holds what ARCHITECTURE.md shows and dot-files of tools', () => {
    expect(strangers(globSync('*', { cwd: ROOT }))).toEqual([])
  })

  it('takes no further file', () => {
    expect(strangers(['packages', '.oxlintrc.json', 'vitest.config.ts', 'docs'])).toEqual(['vitest.config.ts', 'docs'])
  })
})

function strangers(names: readonly string[]): readonly string[] {
  return names.filter((name) => !name.startsWith('.') && ![...FOLDERS, ...FILES].includes(name))
}
