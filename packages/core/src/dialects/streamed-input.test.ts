import { describe, expect, it } from 'vitest'
import { streamedInput } from './streamed-input.ts'

describe('streamedInput', () => {
  it.each(['{"id":12345678901234567890,"at":[1.0,1e3,-0]}', '{"a":1,"b":"1.0"}', '{}'])(
    'gives what JSON.stringify writes as %s',
    (json) => {
      expect(JSON.stringify(streamedInput(json))).toBe(json)
      expect(JSON.stringify(streamedInput(` ${json}\n`))).toBe(json)
    },
  )

  it('takes nothing, or white space, for no arguments', () => {
    expect(streamedInput('')).toEqual({})
    expect(streamedInput(' \n')).toEqual({})
  })

  it.each(['{"a":', '["a"]', '"a"', '1.0', '12345678901234567890', 'null', 'x'])(
    'keeps as text what is no object: %s',
    (json) => {
      expect(streamedInput(json)).toEqual({ INVALID_JSON: json })
    },
  )
})
