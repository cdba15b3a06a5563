import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import { expandNames, nameRepeats, readNames, writeNames } from './names.ts'

describe('nameRepeats', () => {
  it('tells the first name before a 2 from the twelfth', () => {
    const names = Array.from({ length: 14 }, (_, index) => `service-${'abcdefghijklmn'.charAt(index)}-production-east`)
    const text = [...Array.from({ length: 12 }, () => names).flat(), ...names.map((name) => `${name}/2`)]
    const named = atOnce(nameRepeats(text))
    expect(named.phrases.length).toBeGreaterThan(11)
    expect(atOnce(expandNames(named))).toBe(text.join('\n'))
    expect(readNames([...writeNames(named), named.text].join('\n'), 0)).toEqual(named)
  })

  it('takes a sign that the text does not use', () => {
    const text = Array.from({ length: 6 }, () => 'https://example.org/users costs $1')
    const named = atOnce(nameRepeats(text))
    expect(named.sign).toBe('%')
    expect(atOnce(expandNames(named))).toBe(text.join('\n'))
  })

  it('tells a name before a 2 from a later one', () => {
    const text = Array.from({ length: 6 }, (_, index) => `https://example.org/users/${index}`)
    const named = atOnce(nameRepeats([...text, ...text]))
    expect(named.text).not.toMatch(/\$\d+\d/)
    expect(atOnce(expandNames(named))).toBe([...text, ...text].join('\n'))
  })

  it.each([
    ['hashes', 'deadbeef1c', ['sha deadbeef1cafe0123', 'sha cafedeadbeef1c', 'sha deadbeef1c-2']],
    [
      'numbers',
      '126345335126345335',
      ['total 99126345335126345335', 'total 126345335126345335.5', 'total -126345335126345335'],
    ],
    ['dates', '2024-05-03', ['at 2024-05-03T15:40:00Z', 'at 12024-05-03', 'on x-2024-05-03']],
    ['addresses', 'https://example.org/a?id', ['to https://example.org/a?id=126345335']],
    [
      'words',
      'in-production-east',
      ['mode in-production-eastern', 'mode éin-production-east', 'mode in-production-easté'],
    ],
    ['colours of a terminal', '31mfailed-step', ['out [31mfailed-step\\u001b[0m']],
  ])('names no part of %s', (_, phrase, longer) => {
    const named = atOnce(nameRepeats([...Array.from({ length: 12 }, () => `of ${phrase} it`), ...longer]))
    expect(named.phrases).toEqual([phrase])
    expect(named.text.split('\n').slice(12)).toEqual(longer)
  })

  it.each([
    ['of 400 characters or more', 'abcdefgh'.repeat(64)],
    ['that begin or end in an escape', String.raw`\u001b31mfailed-step\u001b`],
    ['before a quote in a string', String.raw`https://example.org/users\"`],
    ['that are given a value', 'service-production-east='],
  ])('names no runs %s', (_, run) => {
    expect(atOnce(nameRepeats(Array.from({ length: 20 }, (__, index) => ` k${index} ${run}`))).phrases).toEqual([])
  })

  it('names paths of Windows', () => {
    const path = String.raw`C:\\Users\\ada\\project`
    expect(atOnce(nameRepeats(Array.from({ length: 9 }, (_, index) => ` k${index} ${path}`))).phrases).toEqual([path])
  })

  it('leaves texts of several lines alone, whether as lines or with escapes', () => {
    const url = 'https://example.org/users/current'
    const code = [`curl ${url}\nmv ${url} x`, ` script curl ${url}\\nmv ${url} x`]
    const lines = [...code, ...Array.from({ length: 6 }, () => ` url ${url}`)]
    const named = atOnce(nameRepeats(lines))
    expect(named.text).toBe([...code, ...Array.from({ length: 6 }, () => ' url $1')].join('\n'))
    expect(atOnce(expandNames(named))).toBe(lines.join('\n'))
  })

  it('names nothing that would be named once', () => {
    const text = [
      'in service-production-east-replica',
      ...Array.from({ length: 9 }, () => 'note service-production-east-replica=1'),
    ]
    expect(atOnce(nameRepeats(text)).phrases).toEqual([])
  })

  it('cuts no phrase but at a slash', () => {
    const text = Array.from({ length: 8 }, (_, index) => `arn:aws:iam::123456789012:user/${'abcdefgh'.charAt(index)}`)
    expect(
      atOnce(nameRepeats(text)).phrases.every((phrase) => phrase.startsWith('arn:aws:iam::123456789012:user')),
    ).toBe(true)
  })
})
