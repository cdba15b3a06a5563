import { describe, expect, it } from 'vitest'
import { atOnce } from '../../../steps.ts'
import { fillTemplate, type Source, type Templated, templateInSteps } from './template.ts'

function source(column: number, texts: readonly string[], ofParent = false): Source {
  return { column, texts, ofParent }
}

function find(texts: readonly string[], sources: readonly Source[]): Templated | undefined {
  return atOnce(templateInSteps(texts, sources))
}

describe('templateInSteps', () => {
  it('says a column by others', () => {
    const repos = ['acme/tool', 'acme/kit', 'other/lib']
    const urls = repos.map((repo) => `https://example.com/${repo}/blob/main.py`)
    expect(find(urls, [source(3, repos)])).toEqual({
      parts: [
        { kind: 'text', text: 'https://example.com/' },
        { kind: 'column', column: 3, ofParent: false },
        { kind: 'text', text: '/blob/main.py' },
      ],
    })
  })

  it('leaves in the cell what differs', () => {
    expect(find(['pod-api-3', 'pod-auth-12'], [source(1, ['api', 'auth'])])).toEqual({
      parts: [
        { kind: 'text', text: 'pod-' },
        { kind: 'column', column: 1, ofParent: false },
        { kind: 'text', text: '-' },
        { kind: 'cell' },
      ],
      cells: ['3', '12'],
    })
  })

  it('counts where the rest goes on by itself', () => {
    const texts = Array.from({ length: 70 }, (_, row) => `user_${row + 10}`)
    expect(find(texts, [])?.parts).toEqual([
      { kind: 'text', text: 'user_' },
      { kind: 'sequence', sequence: { first: '10', step: '1' } },
    ])
  })

  it('cuts between words only', () => {
    expect(find(['prefixed', 'prefab'], [])).toBeUndefined()
    expect(find(['1234', '1299'], [])).toBeUndefined()
    expect(find(['api', 'apis'], [source(0, ['api', 'api'])])).toBeUndefined()
  })

  it('never cuts an escape', () => {
    const found = find(['a\\u00e9x', 'a\\u00e8x', 'a\\nx'], [])
    expect(found?.parts.every((part) => part.kind !== 'text' || !part.text.includes('\\'))).not.toBe(false)
    expect(found?.cells?.every((cell) => !/^[0-9a-fA-F]{1,4}/.test(cell)) ?? true).toBe(true)
  })
})

describe('fillTemplate', () => {
  it('puts the parts together', () => {
    const parts = find(['pod-api-3', 'pod-auth-12'], [source(1, ['api', 'auth'])])?.parts ?? []
    expect(fillTemplate(parts, 1, '12', () => 'auth')).toBe('pod-auth-12')
  })
})
