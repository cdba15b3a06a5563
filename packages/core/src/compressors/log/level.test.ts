import { describe, expect, it } from 'vitest'
import { levelOf } from './level.ts'
import { timeOf } from './time.ts'

const level = (line: string): string | undefined => levelOf(line, timeOf(line))

describe('levelOf', () => {
  it('finds the level where loggers put it', () => {
    expect(level('2026-03-04 09:14:02,113 INFO  [main] shop.Server - ERROR pages are on')).toBe('INFO')
    expect(level('2026-03-04 09:14:02,113 - WARN  [Send:1@679] - x')).toBe('WARN')
    expect(level('09:14:02 [pool 2 thread 3] ERROR c.e.Shop - x')).toBe('ERROR')
    expect(level('[Sun Dec 04 04:47:44 2005] [notice] x')).toBe('notice')
    expect(level('nova-api.log.1.2017-05-16_13:53:08 2017-05-16 00:00:00.008 25746 INFO x')).toBe('INFO')
    expect(level('[12:00:00] [Server thread/WARN]: x')).toBe('WARN')
    expect(level('[2026-03-04T09:14:02Z INFO  shop::cart] x')).toBe('INFO')
    expect(level('2026-03-04 09:14:02,113 - root - DEBUG - x')).toBe('DEBUG')
    expect(level('Mar  4 09:14:02 myhost app[123]: ERROR x')).toBe('ERROR')
    expect(level('time="2026-03-04T09:14:02Z" level=warning msg="x"')).toBe('warning')
    expect(level('INFO:root:x')).toBe('INFO')
  })

  it('takes no word of a message for a level', () => {
    expect(level('sent ERROR report to 7')).toBeUndefined()
    expect(level('read INFO page of 7')).toBeUndefined()
    expect(level('2026-03-04 09:14:02 sent ERROR report to 7')).toBeUndefined()
    expect(level('status: ERROR 500')).toBeUndefined()
    expect(level('[sent error report] x')).toBeUndefined()
    expect(level('time="2026-03-04T09:14:02Z" msg="sent ERROR" level=info')).toBeUndefined()
  })
})
