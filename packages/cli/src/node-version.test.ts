import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { nodeProblem } from './node-version.ts'

describe('nodeProblem', () => {
  it('names what is needed and what is there', () => {
    for (const version of ['20.20.2', '22.12.0', '18.0.0-nightly', '9.9.9'])
      expect(nodeProblem(version)).toBe(
        `headroom needs Node 22.13 or later, and this is Node ${version}. See https://nodejs.org/en/download`,
      )
  })

  it('has nothing to say of what does', () => {
    for (const version of ['22.13.0', '22.20.1', '24.0.0', '100.0.0']) expect(nodeProblem(version)).toBeUndefined()
  })

  it('needs what the package says it needs', () => {
    const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
      engines: { node: string }
    }
    expect(nodeProblem('0.0.0')).toContain(`Node ${manifest.engines.node.replace('>=', '')} or later`)
  })
})
