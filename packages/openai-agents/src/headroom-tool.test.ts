import { compressText, createMemoryStore, retrieveTool } from '@headroom/core'
import { Agent, RunContext } from '@openai/agents'
import { describe, expect, it } from 'vitest'
import { headroomTool } from './headroom-tool.ts'

const ROWS = JSON.stringify(Array.from({ length: 300 }, (_, id) => ({ id, name: `name ${id}`, load: (id * 37) % 101 })))

describe('headroomTool', () => {
  it('gives originals back, whole and in part, from its store and scope', async () => {
    const store = createMemoryStore()
    const { outcome } = await compressText(ROWS, { store, scope: 'tenant' })
    const key = outcome.key ?? expect.unreachable()
    const tool = headroomTool({ store, scope: 'tenant' })
    expect(await tool.invoke(new RunContext(), JSON.stringify({ key, path: '$[7].name' }))).toContain('name 7')
    expect(await headroomTool({ store }).invoke(undefined, JSON.stringify({ key }))).toContain('No original')
  })

  it('answers whatever a model writes', async () => {
    const tool = headroomTool()
    for (const input of ['', 'nothing', '[]', '{"key":7}', '{"key":"0123456789abcdef"}'])
      expect(await tool.invoke(undefined, input)).toMatch(/^No original|is no key of an original/)
  })

  it('is declared by an agent as core describes it, or not at all', async () => {
    const agent = new Agent({ name: 'on call', tools: [headroomTool()] })
    expect(await agent.getAllTools(new RunContext())).toMatchObject([
      { name: retrieveTool.name, description: retrieveTool.description, parameters: retrieveTool.inputSchema },
    ])
    const without = new Agent({ name: 'on call', tools: [headroomTool({ enabled: false })] })
    expect(await without.getAllTools(new RunContext())).toEqual([])
  })

  it('needs no approval', async () => {
    expect(await headroomTool().needsApproval()).toBe(false)
  })
})
