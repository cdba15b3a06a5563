import { describe, expect, it } from 'vitest'
import { readManifest } from './project.ts'

describe('the toolchain', () => {
  it('is the Node that the repository pins, whatever the system has', () => {
    expect(process.version).toBe(`v${readManifest('package.json').devDependencies?.['node']}`)
  })
})
