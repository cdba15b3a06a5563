import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../edits/apply.ts'
import { addTool } from './add-tool.ts'
import type { ResponsesRequest } from './request.ts'

const tool = { name: 'fetch', description: 'Fetches.', inputSchema: { type: 'object' } }
const declared = {
  type: 'function',
  name: 'fetch',
  description: 'Fetches.',
  parameters: { type: 'object' },
  strict: false,
}
const read = { type: 'function', name: 'read', parameters: {} }
const namespace = {
  type: 'namespace',
  name: 'mcp__files',
  description: '',
  tools: [{ type: 'function', name: 'fetch' }],
}
const user = { role: 'user', content: 'Go.' }
const assistant = { role: 'assistant', content: 'Well.' }
const additional = { type: 'additional_tools', role: 'developer', tools: [{ type: 'custom', name: 'exec' }] }

describe('addTool', () => {
  it('declares it as the last of the tools, or as the only one', () => {
    expect(withTool({ input: [user], tools: [read] })).toEqual({ input: [user], tools: [read, declared] })
    expect(withTool({ input: 'Go.' })).toEqual({ input: 'Go.', tools: [declared] })
    expect(withTool({ input: 'Go.', tools: null })).toEqual({ input: 'Go.', tools: [declared] })
  })

  it('declares it in the first item that declares tools, where the request itself has none', () => {
    const after = withTool({ input: [{ role: 'developer', content: 'x' }, additional, user, assistant, additional] })
    expect(after.input).toEqual([
      { role: 'developer', content: 'x' },
      { ...additional, tools: [...additional.tools, declared] },
      user,
      assistant,
      additional,
    ])
    expect(after).not.toHaveProperty('tools')
  })

  it('declares it in an item behind what stands for the conversation so far', () => {
    const compaction = { type: 'compaction', encrypted_content: 'x' }
    expect(addTool({ input: [compaction, user, additional] }, tool)).toMatchObject([
      { path: ['input', 2, 'tools', '-'] },
    ])
    expect(addTool({ input: [{ type: 'reasoning' }, additional] }, tool)).toMatchObject([{ path: ['tools'] }])
  })

  it.each(['none', 'required', { type: 'allowed_tools', mode: 'auto', tools: [read] }])(
    'declares the same whatever the request says about choosing tools (%j)',
    (choice) => {
      const request = { input: [user], tools: [read], tool_choice: choice }
      expect(addTool(request, tool)).toEqual(addTool({ input: [user], tools: [read] }, tool))
    },
  )

  it('goes to the tools of the request where those are there too', () => {
    expect(addTool({ input: [additional, user], tools: [] }, tool)).toMatchObject([{ path: ['tools', '-'] }])
  })

  it('stays where it was when an item with tools comes later in the conversation', () => {
    const [first] = addTool({ input: [user] }, tool)
    const [later] = addTool({ input: [user, assistant, additional, user] }, tool)
    expect(later).toEqual(first)
  })

  it('is not declared twice, wherever it stands', () => {
    expect(addTool({ input: [], tools: [declared] }, tool)).toEqual([])
    expect(addTool({ input: [], tools: [namespace] }, tool)).toEqual([])
    expect(addTool({ input: [user, { ...additional, tools: [namespace] }], tools: [read] }, tool)).toEqual([])
    expect(addTool({ input: [{ ...additional, tools: [{ type: 'custom', name: 'fetch' }] }] }, tool)).toEqual([])
  })

  it('is not declared where the tools are out of sight or no list', () => {
    expect(addTool({ input: [user], previous_response_id: 'resp_1' }, tool)).toEqual([])
    expect(addTool({ input: [user], conversation: { id: 'conv_1' } }, tool)).toEqual([])
    expect(addTool({ input: [user], prompt: { id: 'pmpt_1' } }, tool)).toEqual([])
    expect(addTool({ input: [user], tools: 'all' }, tool)).toEqual([])
    expect(addTool({ input: [user], tools: [read], previous_response_id: 'resp_1' }, tool)).toHaveLength(1)
  })
})

function withTool(request: ResponsesRequest): ResponsesRequest {
  return applyEdits(request, addTool(request, tool))
}
