import { describe, expect, it } from 'vitest'
import { dialects } from '../dialects/detect.ts'
import { openaiChat } from '../dialects/openai-chat/index.ts'
import { applyEdits } from '../edits/apply.ts'
import { createMemoryStore } from '../memory/memory-store.ts'
import { createOwnStore } from '../memory/own-store.ts'
import { retrieveTool } from '../retrieve/tool.ts'
import { openTurn } from './open-turn.ts'
import type { TurnOptions } from './options.ts'

const LOG = Array.from({ length: 400 }, (_, at) => `2026-01-01 12:00:${at} INFO request ${at} served`).join('\n')
const REQUEST = {
  model: 'm',
  tools: [{ type: 'function', function: { name: 'logs', parameters: {} } }],
  messages: [
    { role: 'user', content: 'Why?' },
    { role: 'assistant', tool_calls: [{ id: 'a', type: 'function', function: { name: 'logs', arguments: '{}' } }] },
    { role: 'tool', tool_call_id: 'a', content: LOG },
  ],
}
const visible = (): TurnOptions => ({ store: createMemoryStore(), retrieve: 'visible' })

describe("a turn with `retrieve: 'visible'`", () => {
  it('declares and answers nothing itself, and leaves nothing out that the client could not ask for', async () => {
    const { sent, rounds, report } = await openTurn(REQUEST, visible())
    expect(rounds).toBeUndefined()
    expect(sent.request.tools).toBe(REQUEST.tools)
    expect(report).toMatchObject({ noViews: 'not-declared', keys: [] })
    expect(report.outcomes.map(({ form }) => form)).not.toContain('view')
  })

  it('makes views where the client has declared the tool', async () => {
    const declared = applyEdits(REQUEST, openaiChat.addTool(REQUEST, retrieveTool)) as typeof REQUEST
    const { sent, rounds, report } = await openTurn(declared, visible())
    expect(rounds).toBeUndefined()
    expect(sent.request.tools).toBe(declared.tools)
    expect(report.noViews).toBeUndefined()
    expect(report.outcomes.map(({ form }) => form)).toContain('view')
  })

  it('makes none where the store is the own one of a host, which the client cannot read', async () => {
    const declared = applyEdits(REQUEST, openaiChat.addTool(REQUEST, retrieveTool)) as typeof REQUEST
    for (const retrieve of ['visible', 'hidden'] as const) {
      const { report, rounds } = await openTurn(declared, { store: createOwnStore(), retrieve })
      expect(report).toMatchObject({ noViews: 'own-store', keys: [] })
      expect(rounds).toBeUndefined()
    }
    expect((await openTurn(REQUEST, { store: createOwnStore() })).report.keys).toHaveLength(1)
  })

  it('takes a tool of the client that only has the name for what it is', async () => {
    const own = { type: 'function', function: { name: 'headroom_retrieve', description: 'Gives a dog back.' } }
    const request = { ...REQUEST, tools: [...REQUEST.tools, own] }
    for (const retrieve of ['visible', 'hidden'] as const) {
      const { sent, rounds, report } = await openTurn(request, { ...visible(), retrieve })
      expect(rounds).toBeUndefined()
      expect(sent.request.tools).toBe(request.tools)
      expect(report).toMatchObject({ noViews: 'foreign-tool', keys: [] })
    }
  })

  it.each([
    ['anthropic-messages', { tools: [{ name: 'logs', input_schema: {} }], messages: [] }],
    ['openai-responses', { tools: [{ type: 'function', name: 'logs', parameters: {} }], input: [] }],
    ['gemini', { tools: [{ functionDeclarations: [{ name: 'logs' }] }], contents: [] }],
    ['bedrock-converse', { toolConfig: { tools: [{ toolSpec: { name: 'logs', inputSchema: {} } }] }, messages: [] }],
  ])('finds its own tool declared in %s', async (name, request) => {
    const dialect = dialects.find((one) => one.name === name)
    const declared = applyEdits(request, dialect?.addTool(request, retrieveTool) ?? [])
    const { report } = await openTurn<unknown>(declared, { ...visible(), ...(dialect && { dialect }) })
    expect(report.noViews).toBeUndefined()
  })

  it('tells listeners why there are no views', async () => {
    const told: unknown[] = []
    const { report } = await openTurn(REQUEST, { ...visible(), onEvent: (event) => void told.push(event) })
    expect(told.at(-1)).toEqual({ type: 'request-planned', report })
    expect(report.noViews).toBe('not-declared')
  })

  it('says nothing of views under lossless', async () => {
    const { report } = await openTurn(REQUEST, { ...visible(), policy: 'lossless' })
    expect(report.noViews).toBeUndefined()
  })

  it('is refused as anything but hidden or visible', async () => {
    const options = { store: createMemoryStore(), retrieve: 'both' as never }
    await expect(openTurn(REQUEST, options)).rejects.toThrow("`retrieve` must be 'hidden' or 'visible', got both")
  })
})
