import { describe, expect, it } from 'vitest'
import type { Reading } from './room.ts'
import type { Script } from './script.ts'
import { createChooseTurn } from './choose-turn.ts'

const FIRST: Reading = { assistantTurns: 0, tools: [], toolResults: [], wantsStream: false }

describe('createChooseTurn', () => {
  it('serves the turn that follows the assistant turns of the request, however often it is asked', () => {
    const choose = createChooseTurn({ turns: [{ text: 'one' }, { text: 'two' }], final: 'end' })
    const texts = [0, 0, 1, 2, 7, 1].map((assistantTurns) => served(choose({ ...FIRST, assistantTurns })).text)
    expect(texts).toEqual(['one', 'one', 'two', 'end', 'end', 'two'])
  })

  it('leaves out turns and calls of which the tool is not declared', () => {
    const script: Script = {
      turns: [
        { text: 'retrieve', when: { toolDeclared: 'headroom_retrieve' } },
        {
          calls: [
            { name: 'read', args: {} },
            { name: 'headroom_retrieve', args: {}, when: { toolDeclared: 'headroom_retrieve' } },
          ],
        },
      ],
    }
    const choose = createChooseTurn(script)
    expect(served(choose(FIRST)).calls.map(({ name }) => name)).toEqual(['read'])
    expect(served(choose({ ...FIRST, tools: ['headroom_retrieve'] })).text).toBe('retrieve')
    const second = served(choose({ ...FIRST, assistantTurns: 1, tools: ['headroom_retrieve'] }))
    expect(second.calls.map(({ name }) => name)).toEqual(['read', 'headroom_retrieve'])
  })

  it('puts the newest match of the tool results into texts and arguments', () => {
    const calls = [{ name: 'get', args: { key: '{{match:key=([0-9a-f]+)}}', more: ['{{match:b\\w}}!'] } }]
    const choose = createChooseTurn({ turns: [{ text: 'see {{match:key=(\\w+)}}', calls }] })
    const turn = served(choose({ ...FIRST, toolResults: ['key=aa b1', 'b2', 'key=bb', 'nothing'] }))
    expect(turn.text).toBe('see bb')
    expect(turn.calls[0]?.args).toEqual({ key: 'bb', more: ['bb!'] })
  })

  it('refuses, with a status that is not repeated, where nothing matches', () => {
    const choose = createChooseTurn({ turns: [{ calls: [{ name: 'get', args: { key: '{{match:key=(\\w+)}}' } }] }] })
    const choice = choose({ ...FIRST, toolResults: ['no such thing'] })
    expect(choice).toMatchObject({ refusal: { status: 422, message: expect.stringContaining('key=(\\w+)') } })
  })

  it('answers a scripted error as often as it says, then the turn', () => {
    const choose = createChooseTurn({ turns: [{ text: 'after', error: { status: 529, times: 2 } }] })
    expect(choose(FIRST)).toMatchObject({ refusal: { status: 529, type: 'overloaded_error' } })
    expect(choose(FIRST)).toMatchObject({ refusal: { status: 529 } })
    expect(served(choose(FIRST)).text).toBe('after')
  })

  it('words an error by its status where it has no type, and tells when to come again', () => {
    const choose = createChooseTurn({ turns: [{ error: { status: 429, retryAfterSeconds: 3 } }] })
    expect(choose(FIRST)).toEqual({
      refusal: { status: 429, type: 'rate_limit_error', message: 'scripted error', retryAfterSeconds: 3 },
    })
    const other = createChooseTurn({ turns: [{ error: { status: 503, type: 'down', message: 'later' } }] })
    expect(other(FIRST)).toEqual({ refusal: { status: 503, type: 'down', message: 'later' } })
  })

  it('serves a turn with its faults as often as it says, every time where it does not', () => {
    const faults = { cutAfterBytes: 0, stall: { afterFrames: 1, milliseconds: 5 } }
    const twice = createChooseTurn({ turns: [{ text: 'one', ...faults, faultTimes: 2 }] })
    expect([1, 2, 3].map(() => served(twice(FIRST)).faults)).toEqual([faults, faults, {}])
    const always = createChooseTurn({ turns: [{ text: 'one', cutAfterFrames: 3 }] })
    expect([1, 2, 3].map(() => served(always(FIRST)).faults)).toEqual([1, 2, 3].map(() => ({ cutAfterFrames: 3 })))
  })

  it('gives a custom tool its input as text, and as arguments to formats that know none', () => {
    const choose = createChooseTurn({ turns: [{ calls: [{ name: 'exec', input: 'cat {{match:see (\\S+)}}' }] }] })
    const { calls } = served(choose({ ...FIRST, toolResults: ['see a.ts'] }))
    expect(calls).toEqual([{ id: 'turn0call0', name: 'exec', args: { input: 'cat a.ts' }, input: 'cat a.ts' }])
    expect(choose(FIRST)).toMatchObject({ refusal: { status: 422 } })
  })

  it('gives every call of a conversation its own id', () => {
    const calls = [
      { name: 'a', args: {} },
      { name: 'a', args: {} },
    ]
    const choose = createChooseTurn({ turns: [{ calls }, { calls }] })
    const ids = [0, 1].flatMap((assistantTurns) =>
      served(choose({ ...FIRST, assistantTurns })).calls.map(({ id }) => id),
    )
    expect(new Set(ids).size).toBe(4)
  })
})

function served(choice: ReturnType<ReturnType<typeof createChooseTurn>>) {
  if ('refusal' in choice) throw new Error(choice.refusal.message)
  return choice.turn
}
