import { describe, expect, it } from 'vitest'
import { createCallsById } from './calls-by-id.ts'

describe('createCallsById', () => {
  it('tells calls apart by their id, in whatever order they are answered', () => {
    const calls = callsOf(['a', 'first'], ['b', 'second'])
    expect([calls.answeredBy('b'), calls.answeredBy('a'), calls.answeredBy('c')]).toEqual([
      'second',
      'first',
      undefined,
    ])
  })

  it('answers parallel calls of one id in their order, and the last one again', () => {
    const calls = callsOf(['', 'first'], ['', 'second'])
    expect([1, 2, 3].map(() => calls.answeredBy(''))).toEqual(['first', 'second', 'second'])
  })

  it('answers the latest call where ids begin anew', () => {
    const calls = callsOf(['call_0', 'first'])
    expect(calls.answeredBy('call_0')).toBe('first')
    calls.add('call_0', 'second')
    calls.add('call_0', 'third')
    expect([1, 2].map(() => calls.answeredBy('call_0'))).toEqual(['second', 'third'])
  })
})

function callsOf(...made: readonly (readonly [string, string])[]): ReturnType<typeof createCallsById<string>> {
  const calls = createCallsById<string>()
  for (const [id, call] of made) calls.add(id, call)
  return calls
}
