import { describe, expect, it } from 'vitest'
import { HeadroomError, InvalidOptionError, StoreError } from './errors.ts'

describe('HeadroomError.isInstance', () => {
  it('knows our errors, also those of another copy of this package', () => {
    const foreign = Object.assign(new Error('x'), { [Symbol.for('headroom.error')]: true })
    for (const error of [new InvalidOptionError('policy', 'must be one'), new StoreError('get', { cause: 1 }), foreign])
      expect(HeadroomError.isInstance(error)).toBe(true)
    for (const other of [new Error('x'), undefined, 'headroom.error', {}])
      expect(HeadroomError.isInstance(other)).toBe(false)
  })

  it('keeps code and cause', () => {
    const error = new StoreError('set', { cause: 'disk full' })
    expect(error).toMatchObject({ name: 'StoreError', code: 'store-failed', operation: 'set', cause: 'disk full' })
  })
})
