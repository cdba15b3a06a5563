import { createMemoryStore, InvalidOptionError } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { settingsOf } from './options.ts'

describe('settingsOf', () => {
  it('refuses what cannot be used, and says what would do', () => {
    expect(() => settingsOf(null as never)).toThrow(InvalidOptionError)
    expect(() => settingsOf({ storage: 1 } as never)).toThrow('`storage` is no option')
    expect(() => settingsOf({ store: {} } as never)).toThrow('`store` must be an object with `get` and `set`')
    expect(() => settingsOf({ policy: 'strong' } as never)).toThrow('`policy` must be one of lossless')
    expect(() => settingsOf({ overflowPolicy: 'strong' } as never)).toThrow(
      '`overflowPolicy` must be one of lossless, balanced, aggressive or a function, got strong',
    )
  })

  it('knows whether anything may be left out', () => {
    expect(settingsOf({}).mayLeaveOut).toBe(true)
    expect(settingsOf({ policy: 'lossless' }).mayLeaveOut).toBe(false)
    expect(settingsOf({ policy: 'lossless', tools: { load: { keepRatio: 0.5 } } }).mayLeaveOut).toBe(true)
    expect(settingsOf({ policy: 'lossless', overflowPolicy: 'aggressive' }).mayLeaveOut).toBe(true)
  })

  it('knows whose store it is', () => {
    expect(settingsOf({}).isShared).toBe(false)
    expect(settingsOf({ store: createMemoryStore() }).isShared).toBe(true)
  })
})
