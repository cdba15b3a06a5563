import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createJsonArraySplitter } from './split-json-array.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

describe('createJsonArraySplitter', () => {
  it('cuts an array into its ends and its elements, in any chunks', () => {
    const values = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 4 })
    const spaces = fc.constantFrom('', ' ', '\r\n', '\n  ')
    const promise = fc.property(values, spaces, fc.integer({ min: 1, max: 40 }), (elements, space, length) => {
      const texts = elements.map((element) => JSON.stringify(element))
      const text = `${space}[${space}${texts.join(`${space},${space}`)}${space}]`
      const pieces = split(encoder.encode(`${text}${space}`), length)
      const whole = pieces.filter(({ kind }) => kind !== 'other')
      expect(whole.map(({ kind }) => kind)).toEqual(['opening', ...texts.map(() => 'element'), 'closing'])
      expect(whole.slice(1, -1).map(({ text: piece }) => piece.slice(piece.indexOf('{')))).toEqual(texts)
      expect(pieces.map(({ text: piece }) => piece).join('')).toBe(`${text}${space}`)
    })
    fc.assert(promise, { seed: 4, numRuns: 300 })
  })

  it('takes no brace in a string for one', () => {
    const element = '{"a":"}\\\\","b":"\\"}{[","c":[{"d":"]"}]}'
    for (let length = 1; length <= 40; length++)
      expect(split(encoder.encode(`[${element}]`), length).map(({ text }) => text)).toEqual(['[', element, ']'])
  })

  it.each(['{"error":{"code":500}}', '[1,{}]', 'data: {}', '[{}]]', '[{}] x', '[{}', '\uFEFF[{}]', ''])(
    'loses no byte of %j',
    (text) => {
      for (let length = 1; length <= 9; length++)
        expect(bytesOf(encoder.encode(text), length)).toEqual([...encoder.encode(text)])
    },
  )

  it('passes on at once what is no array of objects', () => {
    const splitter = createJsonArraySplitter()
    expect(splitter.push(encoder.encode('{"a":1')).map(({ kind }) => kind)).toEqual(['other'])
    expect(splitter.push(encoder.encode('}')).map(({ kind }) => kind)).toEqual(['other'])
  })
})

function chunks(bytes: Uint8Array, length: number): readonly Uint8Array[] {
  const count = Math.ceil(bytes.length / length)
  return Array.from({ length: count }, (_, at) => bytes.subarray(at * length, (at + 1) * length))
}

function split(bytes: Uint8Array, length: number): readonly { readonly kind: string; readonly text: string }[] {
  const splitter = createJsonArraySplitter()
  const pieces = chunks(bytes, length).flatMap((chunk) => splitter.push(chunk))
  const rest = decoder.decode(splitter.rest())
  const read = pieces.map(({ kind, bytes: piece }) => ({ kind, text: decoder.decode(piece) }))
  return rest === '' ? read : [...read, { kind: 'other', text: rest }]
}

function bytesOf(bytes: Uint8Array, length: number): readonly number[] {
  const splitter = createJsonArraySplitter()
  const pieces = chunks(bytes, length).flatMap((chunk) => splitter.push(chunk))
  return [...pieces.flatMap((piece) => [...piece.bytes]), ...splitter.rest()]
}
