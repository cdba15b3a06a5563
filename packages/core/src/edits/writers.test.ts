import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Edit } from '../types/edit.ts'
import type { Path } from '../types/segment.ts'
import { applyEdits } from './apply.ts'
import { EditError } from './edit-error.ts'
import { jsonRanges } from './json-range.ts'
import { spliceEdits } from './splice.ts'

const RUNS = { seed: 20261122, numRuns: 600 }

describe('jsonRanges and JSON.parse', () => {
  it('find the same value at every path of any JSON text', () => {
    fc.assert(
      fc.property(jsonText(), (json) => {
        const value = parse(json)
        const paths = pathsOf(value)
        for (const [index, range] of jsonRanges(json, paths).entries()) {
          const text = range && json.slice(range.start, range.end)
          expect(text).toBe(text?.trim())
          expect(canonical(JSON.parse(text ?? ''))).toBe(canonical(valueAt(value, paths[index] ?? [])))
        }
      }),
      RUNS,
    )
  })

  it('find no value at any path of a text cut short', () => {
    fc.assert(
      fc.property(jsonText(), fc.nat(), (json, length) => {
        const cut = json.slice(0, length % json.length)
        fc.pre(!isJson(cut))
        const paths = pathsOf(parse(json)).slice(1)
        expect(jsonRanges(cut, paths).filter((range) => range !== undefined)).toEqual([])
      }),
      RUNS,
    )
  })

  it('give an answer for any text', () => {
    const tokens = fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', '1', 'a', ' ', '"a"')
    fc.assert(
      fc.property(fc.array(tokens, { maxLength: 30 }), (text) => {
        expect(jsonRanges(text.join(''), [[], ['a'], [0], ['a', 0, 'a']])).toHaveLength(4)
      }),
      RUNS,
    )
  })
})

describe('spliceEdits and applyEdits', () => {
  it('agree on any edits of any JSON text, refusals too', () => {
    let written = 0
    fc.assert(
      fc.property(jsonTextAndEdits(anyEdit), ([json, edits]) => {
        const original = parse(json)
        const before = canonical(original)
        const applied = resultOf(() => canonical(applyEdits(original, edits)))
        expect(resultOf(() => canonical(parse(spliceEdits(json, edits))))).toBe(applied)
        expect(canonical(original)).toBe(before)
        if (applied !== REFUSED && edits.length > 0) written += 1
      }),
      RUNS,
    )
    expect(written).toBeGreaterThan(RUNS.numRuns / 4)
  })

  it('leave every character outside an edited value as it was', () => {
    fc.assert(
      fc.property(jsonText(), fc.nat(), (json, choice) => {
        const value = parse(json)
        const paths = pathsOf(value)
        const path = paths[choice % paths.length] ?? []
        const [before = '', after = ''] = spliceEdits(json, [{ op: 'replace', path, value: MARK }]).split(`"${MARK}"`)
        expect(json.startsWith(before)).toBe(true)
        expect(json.endsWith(after)).toBe(true)
        const replaced = json.slice(before.length, json.length - after.length)
        expect(canonical(JSON.parse(replaced))).toBe(canonical(valueAt(value, path)))
      }),
      RUNS,
    )
  })

  it('insert an added value and nothing else', () => {
    fc.assert(
      fc.property(jsonText(), fc.nat(), fc.constantFrom('-', 'new'), (json, choice, key) => {
        const value = parse(json)
        const containers = pathsOf(value).filter((path) => isContainer(valueAt(value, path)))
        fc.pre(containers.length > 0)
        const container = containers[choice % containers.length] ?? []
        const isArray = Array.isArray(valueAt(value, container))
        fc.pre(isArray === (key === '-'))
        const spliced = spliceEdits(json, [{ op: 'add', path: [...container, key], value: MARK }])
        const inserted = isArray ? `"${MARK}"` : `"${key}":"${MARK}"`
        expect([spliced.replace(`,${inserted}`, ''), spliced.replace(inserted, '')]).toContain(json)
      }),
      RUNS,
    )
  })

  it('do not depend on the order of replacements', () => {
    fc.assert(
      fc.property(jsonTextAndEdits(replacement), fc.nat(), ([json, edits], shift) => {
        const turned = edits
          .map((_, index) => edits[(index + shift) % edits.length])
          .filter((edit) => edit !== undefined)
        expect(resultOf(() => spliceEdits(json, turned))).toBe(resultOf(() => spliceEdits(json, edits)))
        const applied = resultOf(() => canonical(applyEdits(parse(json), edits)))
        expect(resultOf(() => canonical(applyEdits(parse(json), turned)))).toBe(applied)
      }),
      RUNS,
    )
  })

  it('share every object that is not on the way to an edit', () => {
    fc.assert(
      fc.property(jsonText(), fc.nat(), (json, choice) => {
        const value = parse(json)
        const paths = pathsOf(value)
        const path = paths[choice % paths.length] ?? []
        const edited = applyEdits(value, [{ op: 'replace', path, value: MARK }])
        for (const other of paths.filter((candidate) => !isPrefix(candidate, path) && !isPrefix(path, candidate))) {
          expect(valueAt(edited, other)).toBe(valueAt(value, other))
        }
      }),
      RUNS,
    )
  })
})

const MARK = '\u2263 marked \u2263'
const REFUSED = 'refused'
const KEYS = ['a', 'b', '0', '1', '10', '-', '', '__proto__', 'constructor', 'length', 'a"\\b', '\u00e9/~', '\ud800']

function jsonText(): fc.Arbitrary<string> {
  const space = fc.constantFrom('', '', '', ' ', '\n', '\t', ' \r\n ')
  const spaced = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.tuple(space, text, space).map((parts) => parts.join(''))
  const number = fc.constantFrom('0', '-0', '1.0', '1e400', '-1.5E-7', '12345678901234567890', '9007199254740993')
  const quoted = fc.oneof(fc.constantFrom(...KEYS), codeUnits()).chain((text) => lexemesOf(text))
  const key = fc.constantFrom(...KEYS).chain((text) => lexemesOf(text))
  const { value } = fc.letrec<{ value: string }>((tie) => {
    const member = fc.tuple(spaced(key), spaced(tie('value'))).map(([name, item]) => `${name}:${item}`)
    const members = fc.array(member, { maxLength: 6 }).map((texts) => `{${texts.join(',')}}`)
    const elements = fc.array(spaced(tie('value')), { maxLength: 5 }).map((texts) => `[${texts.join(',')}]`)
    const scalar = fc.oneof(number, quoted, fc.constantFrom('true', 'false', 'null'))
    return { value: fc.oneof({ maxDepth: 4, depthSize: 'max' }, scalar, elements, members, members) }
  })
  return fc.tuple(fc.constantFrom('', '', '\ufeff'), spaced(value)).map((parts) => parts.join(''))
}

/** Any string, lone surrogates and controls included. */
function codeUnits(): fc.Arbitrary<string> {
  const unit = fc.oneof(fc.nat(0x7f), fc.integer({ min: 0xd7f0, max: 0xe00f }), fc.constantFrom(0x22, 0x5c, 0x2028))
  return fc.array(unit, { maxLength: 8 }).map((units) => String.fromCharCode(...units))
}

/** The ways to write a string in JSON: plain, or each character escaped. */
function lexemesOf(text: string): fc.Arbitrary<string> {
  const escaped = text.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return fc.constantFrom(JSON.stringify(text), `"${escaped.join('')}"`)
}

function jsonTextAndEdits(editOf: (path: Path) => fc.Arbitrary<Edit>): fc.Arbitrary<[string, Edit[]]> {
  return jsonText().chain((json) =>
    fc.tuple(fc.constant(json), fc.array(fc.constantFrom(...pathsOf(parse(json))).chain(editOf), { maxLength: 4 })),
  )
}

function replacement(path: Path): fc.Arbitrary<Edit> {
  return fc.jsonValue({ maxDepth: 1 }).map((value) => ({ op: 'replace', path, value }))
}

/** An edit of what stands at a path, or one that adds to it. Some fit, some do not. */
function anyEdit(path: Path): fc.Arbitrary<Edit> {
  const token = fc.oneof({ arbitrary: fc.constant('-'), weight: 3 }, fc.constantFrom<string | number>(...KEYS, 0, 7))
  const below = token.map((last): Edit['path'] => path.concat(last))
  const addition = fc.tuple(below, fc.jsonValue()).map(([place, value]): Edit => ({ op: 'add', path: place, value }))
  return fc.oneof({ arbitrary: replacement(path), weight: 2 }, addition)
}

function parse(json: string): unknown {
  return JSON.parse(json.replace(/^\ufeff/, ''))
}

function isJson(text: string): boolean {
  try {
    parse(text)
    return true
  } catch {
    return false
  }
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (!isContainer(value)) return [path]
  const tokens = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value)
  return [path, ...tokens.flatMap((token) => pathsOf(valueAt(value, [token]), [...path, token]))]
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (container, token) => (isContainer(container) ? Reflect.get(container, token) : undefined),
    value,
  )
}

function isPrefix(one: Path, other: Path): boolean {
  return one.every((token, index) => token === other[index])
}

/** One text per value, whatever the order of keys; unlike JSON text it tells infinity from null. */
function canonical(value: unknown): string {
  if (!isContainer(value)) return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'undefined')
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const members = Object.keys(value).map((key) => `${JSON.stringify(key)}:${canonical(valueAt(value, [key]))}`)
  return `{${members.sort().join(',')}}`
}

function resultOf(write: () => string): string {
  try {
    return write()
  } catch (error) {
    if (error instanceof EditError) return REFUSED
    throw error
  }
}
