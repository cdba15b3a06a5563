import { describe, expect, it } from 'vitest'
import { checkBreakpointOrder } from './check-breakpoint-order.ts'

const SHORT = { cache_control: { type: 'ephemeral' } }
const LONG = { cache_control: { type: 'ephemeral', ttl: '1h' } }
const TEXT = { type: 'text', text: 'x' }

describe('checkBreakpointOrder', () => {
  it('takes hours before minutes, over tools, system and messages', () => {
    const request = { tools: [LONG], system: [{ ...TEXT, ...LONG }], messages: [{ content: [{ ...TEXT, ...SHORT }] }] }
    expect(checkBreakpointOrder({ ...request, ...SHORT })).toBeUndefined()
    expect(checkBreakpointOrder({ messages: [{ content: [{ ...TEXT, cache_control: null }] }] })).toBeUndefined()
  })

  it.each([
    [
      'an hour behind minutes',
      { tools: [SHORT], system: [{ ...TEXT, ...LONG }] },
      "system.0.cache_control.ttl: a ttl='1h'",
    ],
    ['an hour at the end behind minutes', { tools: [SHORT], ...LONG }, 'must not come after'],
    [
      'an hour on a result behind minutes in it',
      { messages: [{ content: [{ type: 'tool_result', content: [{ ...TEXT, ...SHORT }], ...LONG }] }] },
      'messages.0.content.0',
    ],
    ['another lifetime', { tools: [{ cache_control: { type: 'ephemeral', ttl: '2h' } }] }, "should be '5m' or '1h'"],
    [
      'one on thinking',
      { messages: [{ content: [{ type: 'thinking', ...SHORT }] }] },
      'thinking.cache_control: Extra inputs',
    ],
  ])('refuses %s', (_, request, wording) => {
    expect(checkBreakpointOrder(request)).toContain(wording)
  })
})
