import { describe, expect, it } from 'vitest'
import { defineCompressor } from '../define.ts'
import { jsonRows } from '../json-rows/index.ts'
import { openNow } from '../open-now.ts'
import { mixed } from './index.ts'

const prose = 'The service was slow this morning. We looked at what it wrote, and at who uses it.'
const users = Array.from({ length: 150 }, (_, id) => ({ id, name: `user ${id}`, active: id % 3 === 0, role: 'reader' }))

describe('a part that its room can neither encode nor view', () => {
  const silent = defineCompressor({
    name: 'silent',
    unit: 'lines',
    detect: (text) => (text.startsWith('KEEP') ? 1 : 0),
    parse: (text) => ({ units: text.split('\n').map((line) => ({ text: line, length: line.length })) }),
  })
  const kept = Array.from({ length: 60 }, (_, at) => `KEEP line ${at} as it is`).join('\n')
  const text = `${prose}\n\n\`\`\`\n${kept}\n\`\`\`\n\n${JSON.stringify(users)}\n\n${prose}\n`

  it('stays as it is in a view', () => {
    const view = openNow(mixed([jsonRows, silent]), text)?.view({ query: '' })
    expect(view?.text).toContain(kept)
    expect(view?.text).not.toContain('user 77')
  })
})
