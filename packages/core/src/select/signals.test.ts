import { describe, expect, it } from 'vitest'
import { severityOf } from './signals.ts'

describe('severityOf', () => {
  it.each([
    'ERROR',
    'Connection refused',
    'java.lang.NullPointerException',
    '3 failed, 2 passed',
    'request timed out',
    'FATAL: disk',
    'exit: ENOENT',
  ])('hears a failure in %j', (text) => {
    expect(severityOf(text)).toBe('failure')
  })

  it.each(['WARN', 'slow query', 'Retrying in 3 s', 'deprecated option'])('hears a warning in %j', (text) => {
    expect(severityOf(text)).toBe('warning')
  })

  it.each(['INFO', '0 errors, 0 warnings', 'completed without errors', 'terrorist', 'errors: 0', ''])(
    'hears nothing in %j',
    (text) => {
      expect(severityOf(text)).toBe('none')
    },
  )
})
