import { describe, expect, it } from 'vitest'
import type { Edit } from '../types/edit.ts'
import type { Path } from '../types/segment.ts'
import { applyEdits } from './apply.ts'
import { EditError } from './edit-error.ts'

describe('applyEdits', () => {
  it('gives the same object where there are no edits', () => {
    const value = { a: 1 }
    expect(applyEdits(value, [])).toBe(value)
  })

  it('copies only the way to an edit and shares the rest', () => {
    const value = { kept: { x: 1 }, way: [{ kept: [] }, { leaf: 'old', kept: {} }] }
    const edited = applyEdits(value, [replace(['way', 1, 'leaf'], 'new')])
    expect(edited).toEqual({ kept: { x: 1 }, way: [{ kept: [] }, { leaf: 'new', kept: {} }] })
    expect(value.way[1]?.leaf).toBe('old')
    expect(edited.kept).toBe(value.kept)
    expect(edited.way[0]).toBe(value.way[0])
    expect(edited.way[1]?.kept).toBe(value.way[1]?.kept)
  })

  it('copies each object once, however many edits lie below it', () => {
    const value = { list: ['a', 'b', 'c'], other: {} }
    const edited = applyEdits(value, [replace(['list', 2], 'C'), add(['list', '-'], 'd'), replace(['list', 0], 'A')])
    expect(edited).toEqual({ list: ['A', 'b', 'C', 'd'], other: {} })
    expect(edited.other).toBe(value.other)
  })

  it('edits one of two places that share an object', () => {
    const shared = { text: 'x' }
    expect(applyEdits([shared, shared], [replace([1, 'text'], 'y')])).toEqual([{ text: 'x' }, { text: 'y' }])
  })

  it('keeps prototypes', () => {
    const message = Object.assign(Object.create({ greet: () => 'hello' }) as { greet(): string }, { text: 'x' })
    const list = Object.setPrototypeOf(['a', 'b'], { __proto__: Array.prototype, first: 1 }) as string[]
    const edited = applyEdits({ message, list }, [replace(['message', 'text'], 'y'), replace(['list', 1], 'c')])
    expect(edited.message.greet()).toBe('hello')
    expect(edited.message.text).toBe('y')
    expect(Object.getPrototypeOf(edited.list)).toBe(Object.getPrototypeOf(list))
    expect([...edited.list]).toEqual(['a', 'c'])
    expect(Array.isArray(edited.list)).toBe(true)
  })

  it('keeps a missing prototype', () => {
    const value = Object.assign(Object.create(null) as Record<string, unknown>, { a: 1 })
    const edited = applyEdits(value, [replace(['a'], 2)])
    expect(Object.getPrototypeOf(edited)).toBe(null)
    expect(edited['a']).toBe(2)
  })

  it('keeps accessors, symbol keys, hidden properties and the order of keys, and runs no setter', () => {
    const symbol = Symbol('kept')
    const value = {
      z: 1,
      get twice(): number {
        return this.z * 2
      },
      set twice(_: number) {
        throw new Error('a setter ran')
      },
      [symbol]: 'symbol',
    }
    Object.defineProperty(value, 'hidden', { value: 'hidden', enumerable: false })
    const edited = applyEdits(value, [replace(['z'], 5)])
    expect(edited.twice).toBe(10)
    expect(edited[symbol]).toBe('symbol')
    expect(Object.getOwnPropertyDescriptor(edited, 'hidden')).toMatchObject({ value: 'hidden', enumerable: false })
    expect(Object.keys(edited)).toEqual(['z', 'twice'])
    expect(applyEdits(value, [replace(['twice'], 7)])).toMatchObject({ z: 1, twice: 7 })
  })

  it('reads through an accessor on the way', () => {
    const inner = { text: 'x' }
    const value = {
      get inner(): { text: string } {
        return inner
      },
    }
    expect(applyEdits(value, [replace(['inner', 'text'], 'y')])).toEqual({ inner: { text: 'y' } })
    expect(inner.text).toBe('x')
  })

  it('copies frozen objects to ones that are not', () => {
    const value = Object.freeze({ list: Object.freeze(['a']), kept: Object.freeze({}) })
    const edited = applyEdits(value, [replace(['list', 0], 'b'), add(['list', '-'], 'c'), add(['new'], 1)])
    expect(edited).toEqual({ list: ['b', 'c'], kept: {}, new: 1 })
    expect(Object.isFrozen(edited) || Object.isFrozen(edited.list)).toBe(false)
    expect(value.list).toEqual(['a'])
    expect(Object.assign(edited, { list: 1 })).toMatchObject({ list: 1 })
  })

  it('keeps holes and named properties of arrays', () => {
    const list = Object.assign(['a', 'b', 'c', 'd'], { note: 'n' })
    delete list[1]
    delete list[3]
    const edited = applyEdits(list, [replace([0], 'A')])
    expect(edited.length).toBe(4)
    expect(Object.keys(edited)).toEqual(['0', '2', 'note'])
    expect(edited.note).toBe('n')
  })

  it('takes __proto__ for a key like any other', () => {
    const value = JSON.parse('{"__proto__":{"x":1}}') as object
    const edited = applyEdits(value, [replace(['__proto__', 'x'], 2)])
    expect(JSON.stringify(edited)).toBe('{"__proto__":{"x":2}}')
    expect(Object.getPrototypeOf(edited)).toBe(Object.prototype)
    expect(JSON.stringify(applyEdits({}, [add(['__proto__'], 1)]))).toBe('{"__proto__":1}')
    expect(codeOf({}, replace(['__proto__', 'polluted'], 1))).toBe('path-missing')
    expect('polluted' in {}).toBe(false)
  })

  it('does not look at cycles outside the path', () => {
    const value: Record<string, unknown> = { text: 'x' }
    value['self'] = value
    const edited = applyEdits(value, [replace(['text'], 'y')])
    expect(edited['text']).toBe('y')
    expect(edited['self']).toBe(value)
  })

  it('replaces the whole value at the empty path', () => {
    expect(applyEdits<unknown>({ a: 1 }, [replace([], 'x')])).toBe('x')
  })

  it('follows a path of any length', () => {
    const depth = 100_000
    let value: unknown = 'x'
    for (let level = 0; level < depth; level += 1) value = [value]
    let found = applyEdits(value, [replace(Array<number>(depth).fill(0), 'y')])
    while (Array.isArray(found)) found = found[0]
    expect(found).toBe('y')
  })

  it('puts what is added before the element that the path names, in the order of the edits', () => {
    const value = { list: ['a', { b: 1 }] }
    const edits = [add(['list', 1], 'x'), add(['list', 0], 'w'), replace(['list', 1, 'b'], 2), add(['list', 1], 'y')]
    expect(applyEdits(value, [...edits, add(['list', 2], 'z')])).toEqual({ list: ['w', 'a', 'x', 'y', { b: 2 }, 'z'] })
    expect(value).toEqual({ list: ['a', { b: 1 }] })
  })

  it.each<[string, unknown, Edit]>([
    ['an absent member', { a: 1 }, replace(['b'], 1)],
    ['an inherited member', {}, replace(['toString'], 1)],
    ['an absent element', [1], replace([1], 1)],
    ['the place past the end, to replace', [1], replace(['-'], 1)],
    ['the length of an array', [1], replace(['length'], 0)],
    ['a key of an array that is no index', Object.assign([1], { note: 'n' }), replace(['note'], 1)],
    ['an index beyond the end, to add', [1], add([2], 1)],
    ['what only looks like an index, to add', [1, 2], add(['01'], 1)],
    ['a member inside a string', { a: 'x' }, add(['a', 'b'], 1)],
    ['a character of a string', { a: 'x' }, replace(['a', 0], 'y')],
    ['an absent container', {}, add(['a', '-'], 1)],
    ['a member of null', null, replace(['a'], 1)],
  ])('refuses %s', (_, value, edit) => {
    expect(codeOf(value, edit)).toBe('path-missing')
  })

  it.each<[string, Edit, Edit]>([
    ['the same value twice', replace(['a'], 1), replace(['a'], 1)],
    ['a value and one inside it', replace(['a', 'b', 0], 1), replace(['a'], 1)],
    ['a value and an addition inside it', add(['a', 'b', '-'], 1), replace(['a'], 1)],
    ['a new member twice', add(['n'], 1), add(['n'], 1)],
    ['a member that is replaced and added', add(['a'], 1), replace(['a'], 1)],
  ])('refuses edits of %s', (_, one, other) => {
    expect(codeOf({ a: { b: [1] } }, one, other)).toBe('paths-overlap')
    expect(codeOf({ a: { b: [1] } }, other, one)).toBe('paths-overlap')
  })
})

function replace(path: Path, value: unknown): Edit {
  return { op: 'replace', path, value }
}

function add(path: Path, value: unknown): Edit {
  return { op: 'add', path, value }
}

function codeOf(value: unknown, ...edits: readonly Edit[]): string | undefined {
  try {
    applyEdits(value, edits)
    return undefined
  } catch (error) {
    if (error instanceof EditError) return error.code
    throw error
  }
}
