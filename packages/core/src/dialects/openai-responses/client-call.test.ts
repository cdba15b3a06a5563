import { describe, expect, it } from 'vitest'
import { clientCall, nameOfTool } from './client-call.ts'

describe('clientCall', () => {
  it.each<[string, object, object]>([
    ['a function', { type: 'function_call', name: 'read', arguments: '{ }' }, { name: 'read', input: '{ }' }],
    ['a custom tool', { type: 'custom_tool_call', name: 'exec', input: 'ls -l' }, { name: 'exec', input: 'ls -l' }],
    [
      'a local shell',
      { type: 'local_shell_call', action: { command: ['ls'] } },
      { name: 'local_shell', input: '{"command":["ls"]}' },
    ],
    ['a shell', { type: 'shell_call', action: { commands: [] } }, { name: 'shell', input: '{"commands":[]}' }],
    ['a patch', { type: 'apply_patch_call', operation: { path: 'x' } }, { name: 'apply_patch', input: '{"path":"x"}' }],
    [
      'a computer',
      { type: 'computer_call', actions: [{ type: 'wait' }] },
      { name: 'computer', input: '[{"type":"wait"}]' },
    ],
    [
      'its own tool search',
      { type: 'tool_search_call', execution: 'client', arguments: {} },
      { name: 'tool_search', input: '{}' },
    ],
  ])('reads the call of %s', (_, item, expected) => {
    expect(clientCall({ ...item, call_id: 'call_1', id: 'item_1' })).toEqual({ id: 'call_1', ...expected })
  })

  it.each<[string, object]>([
    ['a shell in a container', { type: 'shell_call', environment: { type: 'container_reference' } }],
    ['the provider’s tool search', { type: 'tool_search_call', execution: 'server', call_id: null }],
    ['a web search', { type: 'web_search_call', id: 'ws_1' }],
    ['an MCP tool', { type: 'mcp_call', name: 'x', arguments: '{}' }],
    ['an output', { type: 'function_call_output', call_id: 'call_1', output: 'x' }],
    ['a message', { role: 'user', content: 'x' }],
  ])('is none for %s', (_, item) => {
    expect(clientCall({ ...item })).toBe(undefined)
  })
})

describe('nameOfTool', () => {
  it.each<[string, string | undefined, string]>([
    ['read', undefined, 'read'],
    ['read', '', 'read'],
    ['read', 'mcp__files', 'mcp__files__read'],
    ['read', 'mcp__files__', 'mcp__files__read'],
    ['exec', 'functions', 'exec'],
    ['get_weather', 'get_weather', 'get_weather'],
  ])('of %s in namespace %s is the name it has elsewhere', (name, namespace, expected) => {
    expect(nameOfTool({ type: 'function_call', name, namespace })).toBe(expected)
  })
})
