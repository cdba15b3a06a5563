import { describe, expect, it } from 'vitest'
import { dropsEarlier } from './drops-earlier.ts'

const edits = (...types: readonly string[]): object => ({
  contextManagement: { edits: types.map((type) => ({ type })) },
})

describe('dropsEarlier', () => {
  it.each([
    [{}, undefined],
    [{ modelKwargs: { truncation: 'disabled' } }, {}],
    [edits('clear_thinking_20251015'), {}],
    [{ contextManagement: null }, { truncation: undefined }],
  ])('is false for a model %j with options %j', (model, options) => {
    expect(dropsEarlier(model, options)).toBe(false)
  })

  it.each([
    [{}, { truncation: 'auto' }],
    [{ modelKwargs: { truncation: 'auto' } }, undefined],
    [edits('clear_thinking_20251015', 'clear_tool_uses_20250919'), {}],
  ])('is true for a model %j with options %j', (model, options) => {
    expect(dropsEarlier(model, options)).toBe(true)
  })
})
