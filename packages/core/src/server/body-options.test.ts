import { describe, expect, it } from 'vitest'
import { InvalidOptionError } from '../errors.ts'
import { createMemoryStore } from '../memory/memory-store.ts'
import { type BodyOptions, resolveBodyOptions } from './body-options.ts'

describe('resolveBodyOptions', () => {
  it('keeps what is given, and fills in a store', async () => {
    const options: BodyOptions<string> = { policy: 'lossless', scope: (tenant) => tenant, onTurn: () => undefined }
    const { store, ...others } = resolveBodyOptions(options)
    expect(others).toEqual(options)
    expect(await store.get('0123456789abcdef')).toBeUndefined()
    expect(resolveBodyOptions({}).store).not.toBe(resolveBodyOptions({}).store)
  })

  it('takes the store that is given', () => {
    const store = createMemoryStore()
    expect(resolveBodyOptions({ store }).store).toBe(store)
  })

  it('lets options of the caller pass, and names them among those that are known', () => {
    const options: BodyOptions<string> & { readonly limit: number } = { enabled: true, limit: 5 }
    expect(resolveBodyOptions(options, ['limit'])).toMatchObject({ limit: 5 })
    const misspelt = { ...options, polcy: 'lossless' }
    expect(() => resolveBodyOptions(misspelt, ['limit'])).toThrow(
      /polcy.*is no option; known are limit, dialect, onTurn/,
    )
  })

  it.each([
    ['options', null],
    ['options', 'balanced'],
    ['store', { store: {} }],
    ['store', { store: null }],
    ['scope', { scope: 7 }],
    ['onTurn', { onTurn: 'x' }],
    ['enabled', { enabled: 'no' }],
    ['policy', { scope: () => '', policy: 'agressive' }],
    ['maxRounds', { maxRounds: 3 }],
    ['retrieve', { retrieve: 'hidden' }],
    ['limit', { limit: 5 }],
    ['dialect', { dialect: 'openai' }],
  ])('refuses a wrong %s', (option, options) => {
    const resolve = (): unknown => resolveBodyOptions(options as BodyOptions<never>)
    expect(resolve).toThrow(InvalidOptionError)
    expect(resolve).toThrow(option)
  })
})
