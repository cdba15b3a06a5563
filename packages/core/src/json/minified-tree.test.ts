import { describe, expect, it } from 'vitest'
import { atOnce } from '../steps.ts'
import { minifiedTree } from './minified-tree.ts'
import { readJson } from './read.ts'
import { writeMinified } from './write.ts'

describe('minifiedTree', () => {
  it('gives what reading the minified text gives', () => {
    const text = ' { "a b" : [ 1.50 , " x " , { } , [ ] , { "c" : [ null ] } ] ,\n"a b":-0, "d":{"e":{"f":"\\""}} }'
    const node = readJson(text)
    expect(node && atOnce(minifiedTree(node))).toEqual(node && readJson(writeMinified(node)))
  })

  it('does so for long values', () => {
    const rows = Array.from({ length: 9_000 }, (_, id) => ({ id, name: `row ${id}`, tags: ['x', { y: id / 7 }] }))
    const node = readJson(JSON.stringify({ rows, none: [], all: { rows } }, undefined, 2))
    expect(node && atOnce(minifiedTree(node))).toEqual(node && readJson(writeMinified(node)))
  })
})
