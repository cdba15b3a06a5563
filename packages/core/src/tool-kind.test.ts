import { describe, expect, it } from 'vitest'
import { toolKindOf } from './tool-kind.ts'

const shell = (command: string) => ({ name: 'Bash', input: JSON.stringify({ command }) })

describe('toolKindOf, of reads', () => {
  it.each([
    { name: 'Read', input: '{"file_path":"/repo/src/a.ts"}' },
    { name: 'Read', input: '{"file_path":"/repo/src/console.log.ts"}' },
    { name: 'mcp__files__read_file', input: '{"path":"a.json"}' },
    { name: 'str_replace_based_edit_tool', input: '{"command":"view","path":"a.py"}' },
    shell('cat src/a.ts'),
    shell('cd /repo && sed -n 1,50p src/a.ts'),
    shell('bash -lc "head -50 Makefile"'),
    { name: 'shell', input: '{"command":["cat","src/a.ts"]}' },
    { name: 'exec', input: 'cat src/a.ts' },
  ])('knows $name $input as a read of a file that may be edited', (tool) => {
    expect(toolKindOf(tool)).toBe('editable-read')
  })

  it.each([
    undefined,
    { name: 'fetch_orders', input: '{}' },
    shell('npm test'),
    { name: 'Read', input: '{"file_path":"/var/log/app.log"}' },
    shell('cat out.ndjson'),
    shell('concat a b'),
  ])('lets %o be shortened', (tool) => {
    expect(toolKindOf(tool)).not.toBe('editable-read')
  })
})

describe('toolKindOf, of what a caller filtered', () => {
  it.each([
    { name: 'Grep', input: '{"pattern":"x"}' },
    shell('grep -rn x src'),
    shell('cd a && git log --oneline'),
    shell('cat big.log | grep ERROR'),
    { name: 'list_directory', input: '{}' },
  ])('knows $name $input as what its caller chose', (tool) => {
    expect(toolKindOf(tool)).toBe('caller-filtered')
  })

  it.each([
    undefined,
    { name: 'code_search', input: '{}' },
    { name: 'search_logs', input: '{}' },
    shell('kubectl get pods -o json'),
    shell('find-orders --all'),
  ])('does not take %o for a filter', (tool) => {
    expect(toolKindOf(tool)).not.toBe('caller-filtered')
  })
})
