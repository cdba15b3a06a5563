import { describe, expect, it } from 'vitest'
import { openaiChat } from '../dialects/openai-chat/index.ts'
import { applyEdits } from '../edits/apply.ts'
import { createMemoryStore } from '../memory/memory-store.ts'
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

  it('says nothing of views under lossless', async () => {
    const { report } = await openTurn(REQUEST, { ...visible(), policy: 'lossless' })
    expect(report.noViews).toBeUndefined()
  })

  it('is refused as anything but hidden or visible', async () => {
    const options = { store: createMemoryStore(), retrieve: 'both' as never }
    await expect(openTurn(REQUEST, options)).rejects.toThrow("`retrieve` must be 'hidden' or 'visible', got both")
  })
})
