import { describe, expect, it } from 'vitest'
import type { Edit } from '../types/edit.ts'
import type { Path } from '../types/segment.ts'
import { EditError } from './edit-error.ts'
import { spliceEdits } from './splice.ts'

describe('spliceEdits', () => {
  it('gives the same string where there are no edits', () => {
    expect(spliceEdits('not even json', [])).toBe('not even json')
  })

  it('copies every character outside the edited values', () => {
    const json =
      '\ufeff{ "big": 12345678901234567890, "t": 1.0,\r\n "2": [-0, 1e400], "1": "\\u00e9\\/", "m": "x", "m": "y" }\n'
    expect(spliceEdits(json, [replace(['m'], 'z')])).toBe(json.replace('"y"', '"z"'))
  })

  it('replaces several values, in whatever order the edits come', () => {
    const edits = [replace(['c', 1], 'long text'), replace(['a'], null), replace(['c', 0], { d: [] })]
    const expected = '{"a":null,"b":1,"c":[{"d":[]},"long text"]}'
    expect(spliceEdits('{"a":"x","b":1,"c":[2,3]}', edits)).toBe(expected)
    expect(spliceEdits('{"a":"x","b":1,"c":[2,3]}', edits.reverse())).toBe(expected)
  })

  it('replaces the whole value and keeps what stands around it', () => {
    expect(spliceEdits('\ufeff 1 \n', [replace([], 'x')])).toBe('\ufeff "x" \n')
    expect(spliceEdits('{}', [add([], 'x')])).toBe('"x"')
  })

  it('escapes lone surrogates', () => {
    expect(spliceEdits('["a"]', [replace([0], 'b\ud800')])).toBe(String.raw`["b\ud800"]`)
  })

  it('appends to arrays, empty ones and spaced ones too', () => {
    expect(spliceEdits('[]', [add(['-'], 1)])).toBe('[1]')
    expect(spliceEdits('[ \n ]', [add(['-'], 1), add(['-'], 2)])).toBe('[1,2 \n ]')
    expect(spliceEdits('{"a":[ 1\n]}', [add(['a', '-'], 2), add(['a', '-'], 3)])).toBe('{"a":[ 1,2,3\n]}')
  })

  it('adds members, in the order of the edits', () => {
    expect(spliceEdits('{}', [add(['b'], 1), add(['a"'], 2)])).toBe(String.raw`{"b":1,"a\"":2}`)
    expect(spliceEdits('{"a":{ "b":1 }}', [add(['a', '-'], [])])).toBe('{"a":{ "b":1,"-":[] }}')
    expect(spliceEdits('{}', [add(['__proto__'], 1)])).toBe('{"__proto__":1}')
  })

  it('replaces the last of the members where an added one is there already', () => {
    expect(spliceEdits('{"a":1,"a":2}', [add(['a'], 3)])).toBe('{"a":1,"a":3}')
  })

  it('replaces and adds side by side', () => {
    const edits = [add(['a', '-'], 9), replace(['a', 1], 'x'), add(['b'], true), replace(['a', 0], [])]
    expect(spliceEdits('{"a":[1,2]}', edits)).toBe('{"a":[[],"x",9],"b":true}')
  })

  it('puts what is added before the element that the path names, in the order of the edits', () => {
    const edits = [add(['l', 1], 'x'), add(['l', 0], 'w'), replace(['l', 1, 'b'], 2), add(['l', 1], 'y')]
    const json = '{ "l": [ 1.0, {"b": 1} ] }'
    expect(spliceEdits(json, [...edits, add(['l', 2], 'z')])).toBe('{ "l": [ "w",1.0, "x","y",{"b": 2},"z" ] }')
    expect(spliceEdits('[ ]', [add([0], 1), add(['-'], 2)])).toBe('[1,2 ]')
  })

  it.each<[string, string, Edit]>([
    ['an absent member', '{"a":1}', replace(['b'], 1)],
    ['an absent element', '[1]', replace([1], 1)],
    ['the place past the end, to replace', '[1]', replace(['-'], 1)],
    ['an index beyond the end, to add', '[1]', add([2], 1)],
    ['an index of an empty list but its end', '[]', add([1], 1)],
    ['what only looks like an index, to add', '[1,2]', add(['01'], 1)],
    ['a member inside a string', '{"a":"x"}', add(['a', 'b'], 1)],
    ['an absent container', '{}', add(['a', '-'], 1)],
    ['a truncated text', '{"a":1', replace(['a'], 1)],
  ])('refuses %s', (_, json, edit) => {
    expect(codeOf(json, edit)).toBe('path-missing')
  })

  it.each<[string, Edit, Edit]>([
    ['the same value twice', replace(['a'], 1), replace(['a'], 1)],
    ['a value and one inside it', replace(['a', 'b', 0], 1), replace(['a'], 1)],
    ['a value and an addition inside it', add(['a', 'b', '-'], 1), replace(['a'], 1)],
    ['a new member twice', add(['n'], 1), add(['n'], 1)],
    ['a member that is replaced and added', add(['a'], 1), replace(['a'], 1)],
  ])('refuses edits of %s', (_, one, other) => {
    expect(codeOf('{"a":{"b":[1]}}', one, other)).toBe('paths-overlap')
    expect(codeOf('{"a":{"b":[1]}}', other, one)).toBe('paths-overlap')
  })

  it('refuses a value that has no JSON text', () => {
    const cycle: unknown[] = []
    cycle.push(cycle)
    for (const value of [undefined, () => 1, 1n, cycle]) {
      expect(codeOf('{"a":1}', replace(['a'], value))).toBe('value-not-json')
    }
  })

  it('names the path in the error as a JSON pointer', () => {
    expect(() => spliceEdits('{}', [replace(['a/b', '~', 0], 1)])).toThrow('nothing to edit at "/a~1b/~0/0"')
  })
})

function replace(path: Path, value: unknown): Edit {
  return { op: 'replace', path, value }
}

function add(path: Path, value: unknown): Edit {
  return { op: 'add', path, value }
}

function codeOf(json: string, ...edits: readonly Edit[]): string | undefined {
  try {
    spliceEdits(json, edits)
    return undefined
  } catch (error) {
    if (error instanceof EditError) return error.code
    throw error
  }
}
