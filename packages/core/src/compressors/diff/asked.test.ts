import { describe, expect, it } from 'vitest'
import { askedOf, isForApplying } from './asked.ts'

describe('isForApplying', () => {
  it.each([
    'git apply fix.patch',
    '{"command":"patch -p1 < fix.diff"}',
    'patch --dry-run -p0',
    'git  am 0001.patch',
    'git format-patch -1 --stdout',
    'please apply this patch to the tree',
    'Re-apply the diff below.',
    'the diff will be applied elsewhere',
    'use apply_patch',
    'Output the patch, nothing else',
    'make a patch out of this',
    'create a patch file',
    'write a patch for upstream',
    'generate patches of the last commits',
    'save as fix.patch',
    'git diff | tee fix.patch',
    '{"command":"git diff > /tmp/p.diff && cat /tmp/p.diff"}',
    'save this diff to a file',
  ])('hears it in: %s', (query) => {
    expect(isForApplying(query)).toBe(true)
  })

  it.each([
    '',
    'git diff',
    'what does this patch change?',
    'why does the filter apply twice?',
    'review the diff',
    'git show HEAD',
    'why does it save differently?',
    'npx jest src/diff.test.ts',
    'create a component and look at the diff',
  ])('does not hear it in: %s', (query) => {
    expect(isForApplying(query)).toBe(false)
  })
})

describe('askedOf', () => {
  it('names files by path, by name and by folder', () => {
    const asked = askedOf('What changed in go.sum, web/package-lock.json (and vendor/github.com)?')
    expect(asked.file('go.sum', 'lock file')).toBe(true)
    expect(asked.file('cmd/go.sum', 'lock file')).toBe(true)
    expect(asked.file('web/package-lock.json', 'lock file')).toBe(true)
    expect(asked.file('vendor/github.com/x/y.go', 'vendored')).toBe(true)
    expect(asked.file('vendor/gitlab.com/x/y.go', 'vendored')).toBe(false)
    expect(asked.file('yarn.lock', 'lock file')).toBe(false)
  })

  it('hears the first word of a query', () => {
    expect(askedOf('go.sum').file('go.sum', 'lock file')).toBe(true)
  })

  it('names files by their kind', () => {
    expect(askedOf('look at the lock files').file('yarn.lock', 'lock file')).toBe(true)
    expect(askedOf('is the generated code right?').file('x.pb.go', 'generated')).toBe(true)
    expect(askedOf('is the generated code right?').file('yarn.lock', 'lock file')).toBe(false)
  })

  it('names lines by identifiers, not by plain words', () => {
    const asked = askedOf('where is `readConfig` or max_size used?')
    expect(asked.line('  return readConfig(path)')).toBe(true)
    expect(asked.line('if size > max_size:')).toBe(true)
    expect(asked.line('where it is used')).toBe(false)
    expect(askedOf('').line('')).toBe(false)
  })
})
