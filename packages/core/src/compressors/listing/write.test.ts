import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import { parseListing } from './document.ts'
import { readListing } from './read.ts'
import { writeListing } from './write.ts'

const fixture = (name: string): string => readFileSync(new URL(`__fixtures__/${name}.txt`, import.meta.url), 'utf8')

function formOf(text: string, query: string): string {
  const document = atOnce(parseListing(text))
  return document === undefined ? '' : (atOnce(writeListing(document, query)) ?? '')
}

describe('writeListing', () => {
  it.each(['find', 'find-all', 'wc'])('keeps the paths of %s that a query names in one piece', (name) => {
    const text = fixture(name)
    const form = formOf(text, 'Who calls src/billing/invoices/total.ts, and where is release.sh?')
    expect(form).toContain('./src/billing/invoices/total.ts')
    expect(form).toContain('./scripts/release.sh')
    expect(form).not.toContain('./src/billing/invoices/store.ts')
    expect(atOnce(readListing(form))).toBe(text)
  })

  it('keeps the largest count beside its whole path', () => {
    expect(formOf(fixture('wc'), '').split('\n')).toContain('93 ./src/parse.ts')
  })

  it('keeps every path of a short list', () => {
    const short = fixture('find').split('\n').slice(0, 59).join('\n')
    expect(formOf(short, '')).toBe('')
    expect(formOf(fixture('find').split('\n').slice(0, 60).join('\n'), '')).not.toBe('')
  })

  it('says how wide columns are where their widest row is cut off', () => {
    const rows = fixture('ls-la-recursive')
      .split('\n')
      .filter((line) => !line.endsWith('.'))
    const wide = rows
      .filter((line) => line.startsWith('-rw'))
      .map((line) => line.replace(/(staff) +(\d+)/, (_, group: string, size: string) => `${group} ${size.padStart(9)}`))
    const form = formOf(wide.join('\n'), '')
    expect(form).toContain('\ncolumns of 10, 1, 3, 5 and 9:\n')
    expect(atOnce(readListing(form))).toBe(wide.join('\n'))
  })

  it('says that paths of a log are narrower than their column', () => {
    const log = fixture('git-log-stat').replaceAll(/ +\|/g, (space) => `   ${space}`)
    const form = formOf(log, '')
    expect(form).toMatch(/^columns of \d+ and \d+:$/m)
    expect(atOnce(readListing(form))).toBe(log)
  })
})
