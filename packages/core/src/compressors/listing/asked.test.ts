import { describe, expect, it } from 'vitest'
import { askedIn } from './asked.ts'

describe('askedIn', () => {
  it('finds the files that a query names, whatever signs stand around them', () => {
    const isAsked = askedIn('Where is `money.ts`, and who reads (src/orders/index.ts)?')
    const lines = [
      './src/money.ts',
      'money.ts',
      '  12 ./a/money.ts',
      './src/orders/index.ts',
      './src/index.ts',
      './src/more-money.ts',
    ]
    expect(lines.filter(isAsked)).toEqual(['./src/money.ts', 'money.ts', '  12 ./a/money.ts', './src/orders/index.ts'])
  })

  it('finds nothing where a query names no file', () => {
    expect(askedIn('')('./src/money.ts')).toBe(false)
    expect(askedIn('Where is the money?')('./src/money')).toBe(false)
    expect(askedIn('Is it done. Yes.')('./done')).toBe(false)
  })
})
