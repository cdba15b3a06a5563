import { RETRIEVE_TOOL_NAME } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import type { StreamPart } from '../types/reply.ts'
import { call, reply, retrieveCall, streamed, text, thought } from '../testing/replies.ts'
import { hiddenWithDrafts } from './hidden-drafts.ts'

const isHidden = (name: string): boolean => name === RETRIEVE_TOOL_NAME
const DRAFT = reply(thought('t1'), text('Let me look. '), retrieveCall('r1', 'k'))
const OBJECT = reply(thought('t2'), text(' {"cause":'), text('"pool"}'))

describe('hiddenWithDrafts', () => {
  it('shows no text of a round before the last, but all else', async () => {
    expect(shown(DRAFT, OBJECT)).toEqual(['reasoning t1', 'reasoning t2', 'text  {"cause":', 'text "pool"}'])
    expect(await streamedText(DRAFT, OBJECT)).toEqual([
      'reasoning t1',
      'reasoning t2',
      'text  {"cause":',
      'text "pool"}',
    ])
  })

  it('shows what begins as an object in any round, and what the client has to answer', async () => {
    const early = reply(text('\n{"a":1}'), retrieveCall('r1', 'k'))
    const mixed = reply(text('I wait. '), retrieveCall('r1', 'k'), call('u', 'load'))
    const cases: Rounds[] = [[early, OBJECT], [mixed], [DRAFT, mixed]]
    for (const rounds of cases) expect(await streamedText(...rounds)).toEqual(shown(...rounds))
    expect(shown(early, OBJECT)).toContain('text \n{"a":1}')
    expect(shown(mixed)).toEqual(['text I wait. ', 'tool-call load'])
  })

  it('hands on an object as it comes, and holds what may be a draft until the round is over', async () => {
    const parts = await partsOf(OBJECT)
    const stream = hiddenWithDrafts.stream(isHidden, 0, false)
    const counts = parts.map((part) => stream.push(part).length)
    const first = parts.findIndex(({ type }) => type === 'text-delta')
    expect(counts.slice(first - 1, first + 3)).toEqual([0, 2, 1, 1])
    const draft = hiddenWithDrafts.stream(isHidden, 0, false)
    const held = (await partsOf(reply(text('42'), call('u', 'load')))).map((part) => draft.push(part).length)
    expect(held.slice(2).every((count) => count === 0)).toBe(true)
    expect(draft.end().map((part) => (part as StreamPart).type)).toEqual([
      'text-start',
      'text-delta',
      'text-end',
      'tool-input-start',
      'tool-input-delta',
      'tool-input-end',
      'tool-call',
      'finish',
    ])
  })

  it('ends with an error where a later round fails', async () => {
    const stream = hiddenWithDrafts.stream(isHidden, 0, false)
    for (const part of await partsOf(DRAFT)) stream.push(part)
    stream.next()
    expect(stream.failed('no').map((part) => (part as StreamPart).type)).toEqual(['error', 'finish'])
  })
})

type Rounds = [ReturnType<typeof reply>, ...ReturnType<typeof reply>[]]

function shown(...rounds: Rounds): string[] {
  const { content } = hiddenWithDrafts.shown(rounds, isHidden, 0)
  return content.map((piece) => `${piece.type} ${piece.text ?? piece.toolName}`)
}

/** What the streams of rounds show, block by block. */
async function streamedText(...rounds: Rounds): Promise<string[]> {
  const stream = hiddenWithDrafts.stream(isHidden, 0, false)
  const parts: StreamPart[] = []
  for (const [index, round] of rounds.entries()) {
    if (index > 0) stream.next()
    for (const part of await partsOf(round)) parts.push(...(stream.push(part) as StreamPart[]))
  }
  parts.push(...(stream.end() as StreamPart[]))
  const blocks = new Map<string, string>()
  for (const { type, id, delta, toolName } of parts) {
    const [kind = '', step] = type.split('-')
    if (step === 'delta' && kind !== 'tool')
      blocks.set(`${kind} ${id}`, `${blocks.get(`${kind} ${id}`) ?? `${kind} `}${delta}`)
    if (type === 'tool-call') blocks.set(`call ${blocks.size}`, `tool-call ${toolName}`)
  }
  return [...blocks.values()]
}

async function partsOf(round: ReturnType<typeof reply>): Promise<StreamPart[]> {
  const parts: StreamPart[] = []
  for await (const part of streamed(round).stream) parts.push(part as StreamPart)
  return parts
}
