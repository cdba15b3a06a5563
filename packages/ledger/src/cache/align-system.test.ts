import { applyEdits } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { alignSystem } from './align-system.ts'

const messages = [{ role: 'user', content: 'hi' }]
const date = "Today's date is 2026-11-23."

function aligned(request: object): object {
  return applyEdits(request, alignSystem(request).edits)
}

describe('alignSystem', () => {
  it('moves volatile lines to the end, in their order, and says which', () => {
    const system = `You are kind.\n${date}\nSession ID: 3f2b8c1e-9d4a-4e6f-8b7a-1c2d3e4f5a6b\nBe brief.`
    expect(aligned({ system, messages })).toEqual({
      system: `You are kind.\nBe brief.\n${date}\nSession ID: 3f2b8c1e-9d4a-4e6f-8b7a-1c2d3e4f5a6b`,
      messages,
    })
    expect(alignSystem({ system, messages }).moved).toEqual([
      { path: ['system'], line: 1, kinds: ['date'] },
      { path: ['system'], line: 2, kinds: ['id'] },
    ])
  })

  it('moves over the blocks of a system prompt', () => {
    const system = [`${date}\nYou are kind.`, 'Be brief.'].map((text) => ({ type: 'text', text }))
    expect(aligned({ system, messages })).toEqual({
      system: ['You are kind.', `Be brief.\n${date}`].map((text) => ({ type: 'text', text })),
      messages,
    })
  })

  it('works in every format', () => {
    const [text, moved] = [`${date}\nBe brief.`, `Be brief.\n${date}`]
    const chat = (content: unknown): object => ({ messages: [{ role: 'system', content }, ...messages] })
    const contents = [{ role: 'user', parts: [{ text: 'hi' }] }]
    const converse = [{ role: 'user', content: [{ text: 'hi' }] }]
    const pairs: (readonly [object, object])[] = [
      [chat(text), chat(moved)],
      [chat([{ type: 'text', text }]), chat([{ type: 'text', text: moved }])],
      [
        { instructions: text, input: 'hi' },
        { instructions: moved, input: 'hi' },
      ],
      [
        { systemInstruction: { parts: [{ text }] }, contents },
        { systemInstruction: { parts: [{ text: moved }] }, contents },
      ],
      [
        { system: [{ text }], messages: converse },
        { system: [{ text: moved }], messages: converse },
      ],
    ]
    for (const [before, after] of pairs) expect(aligned(before)).toEqual(after)
  })

  it('leaves lines that belong to others, and texts that would be left empty', () => {
    const bound = [`<env>\n  ${date}\n</env>\nx`, `| ${date} |\nx`, `\`\`\`\n${date}\n\`\`\`\nx`, `1. ${date}\nx`, date]
    for (const system of bound) expect(alignSystem({ system, messages })).toEqual({ edits: [], moved: [] })
    expect(alignSystem({ system: 'Current branch: main\nx', messages }).edits).toEqual([])
  })

  it('leaves what the client marks for the cache, and all before it', () => {
    const text = `${date}\nBe brief.`
    const marked = { type: 'text', text, cache_control: { type: 'ephemeral' } }
    expect(alignSystem({ system: [{ type: 'text', text }, marked], messages }).edits).toEqual([])
    expect(alignSystem({ system: [marked, { type: 'text', text }], messages }).edits).toEqual([
      { op: 'replace', path: ['system', 1, 'text'], value: `Be brief.\n${date}` },
    ])
  })

  it('gives every turn of a conversation the same beginning, and the next day all but its end', () => {
    const system = `${date}\nYou are kind.\nBe brief.`
    const turns = [1, 2, 3].map((length) => ({
      system,
      messages: Array.from({ length }, (_, index) => ({
        role: index % 2 === 0 ? 'user' : 'assistant',
        content: `m${index}`,
      })),
    }))
    const prompts = turns.map((turn) => aligned(turn) as typeof turn)
    expect(new Set(prompts.map((prompt) => prompt.system)).size).toBe(1)
    expect(prompts.map((prompt) => prompt.messages)).toEqual(turns.map((turn) => turn.messages))
    const tomorrow = aligned({ system: system.replace('23', '24'), messages })
    expect(tomorrow).toMatchObject({ system: prompts[0]?.system.replace('23', '24') })
    expect(prompts[0]?.system.startsWith('You are kind.\nBe brief.\n')).toBe(true)
  })

  it('does nothing where nothing is volatile, or all of it stands at the end', () => {
    for (const system of ['You are kind.', `You are kind.\n${date}`, '', undefined, 7]) {
      expect(alignSystem({ system, messages }).edits).toEqual([])
    }
  })
})
