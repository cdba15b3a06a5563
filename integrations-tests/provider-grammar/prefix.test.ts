import { describe, expect, it } from 'vitest'
import { changedPrefix, sharedTurns } from './prefix.ts'

const FIRST = { system: 's', messages: [{ c: 'long' }, { c: 'b', cache_control: {} }] }
const NEXT = { system: 's', messages: [{ c: 'long' }, { c: 'b' }, { c: 'd' }] }
const SENT = { ...FIRST, messages: [{ c: 'l' }, ...FIRST.messages.slice(1)] }
const SENT_NEXT = { ...NEXT, messages: [{ c: 'l' }, ...NEXT.messages.slice(1)] }

describe('changedPrefix', () => {
  it('lets turns be added and breakpoints move', () => {
    expect(changed(SENT, SENT_NEXT)).toBeUndefined()
    const points = { messages: [{ content: [{ text: 'a' }, { cachePoint: {} }] }] }
    const moved = { messages: [{ content: [{ text: 'a' }] }, { content: [{ text: 'b' }, { cachePoint: {} }] }] }
    expect(
      changedPrefix({ original: points, compressed: points }, { original: moved, compressed: moved }),
    ).toBeUndefined()
  })

  it('finds a turn or a member that is sent in another form', () => {
    expect(changed(SENT, NEXT)).toBe('messages.0')
    expect(changed(FIRST, { ...NEXT, system: 't' })).toBe('system.0')
    expect(changed(SENT, { ...SENT_NEXT, messages: SENT_NEXT.messages.slice(0, 1) })).toBe('messages.1')
  })

  it('lets go of what the client changed itself, and of all behind it', () => {
    const edited = { ...NEXT, messages: [{ c: 'other' }, ...NEXT.messages.slice(1)] }
    expect(
      changedPrefix({ original: FIRST, compressed: SENT }, { original: edited, compressed: edited }),
    ).toBeUndefined()
  })
})

describe('sharedTurns', () => {
  const [original, compressed] = ['{"n": 1, "messages" : [ {"c":"long"} ]}', '{"n": 1, "messages" : [ {"c":"l"} ]}']

  it('counts the turns behind the same bytes', () => {
    const grown = { original: grow(original), compressed: grow(compressed) }
    expect(sharedTurns({ original, compressed }, grown, 'messages')).toBe(1)
    const respelt = { original: grown.original.replace('1', '1.0'), compressed: grown.compressed.replace('1', '1.0') }
    expect(sharedTurns({ original, compressed }, respelt, 'messages')).toBe(0)
  })

  it('finds bytes that changed', () => {
    expect(
      sharedTurns({ original, compressed }, { original: grow(original), compressed: grow(original) }, 'messages'),
    ).toBe(undefined)
    const respelt = { original: grow(original), compressed: grow(compressed).replace(' "messages"', '"messages"') }
    expect(sharedTurns({ original, compressed }, respelt, 'messages')).toBeUndefined()
  })
})

function changed(sent: object, resent: object): string | undefined {
  return changedPrefix({ original: FIRST, compressed: { ...sent } }, { original: NEXT, compressed: { ...resent } })
}

function grow(json: string): string {
  return json.replace(' ]', ', {"c":"d"} ]')
}
