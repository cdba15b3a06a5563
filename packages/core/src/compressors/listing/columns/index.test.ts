import { describe, expect, it } from 'vitest'
import { openNow } from '../../open-now.ts'
import { listing } from '../index.ts'

const formOf = (text: string, query = ''): readonly string[] =>
  (openNow(listing, text)?.lossless({ query })?.text ?? '').split('\n')
const rows = (count: number, row: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => row(index)).join('\n')

const PODS = [
  'NAMESPACE       NAME        READY   STATUS             RESTARTS       AGE',
  rows(8, (index) => `ingress-nginx   web-${index}-5df   1/1     Running            0              12d`),
  'ingress-nginx   web-8-5df   0/1     CrashLoopBackOff   12 (3m ago)    12d',
  rows(8, (index) => `shop            api-${index}-7cf   1/1     Running            0              12d`),
].join('\n')

describe('columns', () => {
  it('says what most rows have once, shows a row that is unlike them whole, and a name again by a mark', () => {
    const form = formOf(PODS)
    expect(form.slice(0, 8)).toEqual([
      '6 columns without their padding (3/3/3/3/4 apart), commas after 5, "=" as above, {} of 2 kinds of rows:',
      'NAMESPACE NAME READY STATUS RESTARTS, AGE',
      '{} {} 1/1 Running 0, 12d',
      'a {} {} {} {} {}, {}',
      'ingress-nginx web-0-5df',
      '= web-1-5df',
      '= web-2-5df',
      '= web-3-5df',
    ])
    expect(form).toContain('a = web-8-5df 0/1 CrashLoopBackOff 12 (3m ago), 12d')
    expect(listing.decode?.(form.join('\n'))).toBe(PODS)
  })

  it('says all of a row that the query names', () => {
    const text = `USER             PID  NAME\n${rows(9, (index) => `systemd-resolve  ${index}00  /srv/${index}.log`)}`
    expect(formOf(text).filter((line) => line.startsWith('= '))).toHaveLength(8)
    const asked = formOf(text, 'What does /srv/6.log say?')
    expect(asked).toContain('systemd-resolve 600 /srv/6.log')
    expect(asked.filter((line) => line.startsWith('= '))).toHaveLength(7)
    expect(listing.decode?.(asked.join('\n'))).toBe(text)
  })

  it('leaves a row whole that reaches out of its column, and what follows an empty line', () => {
    const wide = PODS.replace('shop            api-3-7cf   1/1 ', 'shop-of-the-year-2026   api-3-7cf   1/1 ')
    const text = `${wide}\n\nNAME AGE of all: see above\n`
    const form = formOf(text)
    expect(form).toContain('\\shop-of-the-year-2026   api-3-7cf   1/1     Running            0              12d')
    expect(form.at(-2)).toContain('NAME AGE of all: see above')
    expect(listing.decode?.(form.join('\n'))).toBe(text)
  })

  it('splits no cell, whatever its width', () => {
    const values = ['alpha', 'systemd-timesyncd', 'x', 'a-very-very-long-name-of-a-user']
    const text = `USER     PID  COMMAND\n${rows(12, (index) => `${(values[index % 4] ?? '').padEnd(8)} ${String(index * 37).padStart(3)}  node part${index}`)}`
    const form = formOf(text).join('\n')
    const whole = form === '' ? text : form
    for (const value of values) expect(whole).toContain(value)
    expect(form === '' ? text : listing.decode?.(form)).toBe(text)
  })

  it('refuses a table whose cells look like its own signs', () => {
    expect(formOf(PODS.replaceAll('12d', '{} '))).toEqual([''])
    expect(formOf(PODS.replaceAll('12d', '=  '))).toEqual([''])
  })

  it('shows, of very long tables, the header, counts of values and the rare rows', () => {
    const text = `NAME        STATUS    AGE\n${rows(900, (index) => `web-${String(index).padEnd(5)}   ${index === 444 ? 'Failed ' : 'Running'}   ${index}d`)}`
    const view = openNow(listing, text)?.view({ query: '' })
    const lines = view?.text.split('\n') ?? []
    expect(view?.facts).toEqual(['rows: 900'])
    expect(lines[0]).toBe('STATUS: Running 899, Failed 1')
    expect(lines).toContain('NAME        STATUS    AGE')
    expect(lines).toContain('web-444     Failed    444d')
    expect(openNow(listing, PODS)?.view({ query: '' })).toBeUndefined()
  })
})
