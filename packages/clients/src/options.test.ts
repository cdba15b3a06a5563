import { createMemoryStore, InvalidOptionError } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { fetchOptionsOf } from './options.ts'

describe('fetchOptionsOf', () => {
  it('fills in a store, a new one each time', () => {
    const [first, second] = [fetchOptionsOf({}), fetchOptionsOf({})]
    expect(first.store).toBeDefined()
    expect(first.store).not.toBe(second.store)
    const store = createMemoryStore()
    expect(fetchOptionsOf({ store, retrieve: 'visible' })).toEqual({ store, retrieve: 'visible' })
  })

  it.each([
    [{ polcy: 'lossless' }, 'polcy'],
    [{ maxRounds: 0 }, 'maxRounds'],
    [{ store: {} }, 'store'],
    [{ retrieve: 'never' }, 'retrieve'],
    [{ retrieve: 'visible' }, 'store'],
    [{ dialect: 'gemini' }, 'dialect'],
    [{ onTurn: 'x' }, 'onTurn'],
    [{ enabled: 1 }, 'enabled'],
    [null, 'options'],
  ])('refuses %o by the name of %s', (options, name) => {
    expect(() => fetchOptionsOf(options as never)).toThrow(InvalidOptionError)
    expect(() => fetchOptionsOf(options as never)).toThrow(`\`${name}\``)
  })
})
