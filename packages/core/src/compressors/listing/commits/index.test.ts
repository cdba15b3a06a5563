import { describe, expect, it } from 'vitest'
import { atOnce } from '../../../steps.ts'
import { commits } from './index.ts'

const written = (lines: readonly string[]): readonly string[] => atOnce(commits.write(lines, () => false)) ?? []
const HASH = '0123456789abcdef0123456789abcdef01234567'
const bar = (plus: number, minus = 0): string => '+'.repeat(plus) + '-'.repeat(minus)

describe('commits', () => {
  it('says the counts of the only file of a commit where the summary would', () => {
    const lines = [
      `commit ${HASH}`,
      'Date:   Sat Jan 10 09:30:00 2026 +0100',
      '',
      '    fix: a',
      '',
      ' a.ts | 7 ++++++-',
    ]
    const summary = ' 1 file changed, 6 insertions(+), 1 deletion(-)'
    expect(written([...lines, summary]).slice(1)).toEqual([`${HASH} Sat Jan 10 09:30:00`, ' fix: a', 'a.ts +6 -1'])
    for (const end of [
      [summary],
      [],
      ['', summary],
      [summary.replace('6', '5')],
      [summary.replace('insertions', 'insertion')],
    ]) {
      expect(atOnce(commits.read(written([...lines, ...end])))).toEqual([...lines, ...end])
    }
  })

  it('draws bars as git does beside the longest', () => {
    const lines = [
      ` a.ts | 100 ${bar(50)}`,
      ` b.ts |  30 ${bar(15)}`,
      ` c.ts |  10 ${bar(0, 5)}`,
      ' d.ts |   0',
      ` e.ts |  40 ${bar(3)}`,
    ]
    expect(written(lines).slice(1)).toEqual([`a.ts 100 ${bar(50)}`, 'b.ts +30', 'c.ts -10', 'd.ts 0', 'e.ts 40 +++'])
    expect(atOnce(commits.read(written(lines)))).toEqual(lines)
  })

  it('keeps singular and plural', () => {
    for (const line of [
      ' 1 file changed, 1 insertion(+)',
      ' 2 files changed, 2 insertions(+), 1 deletion(-)',
      ' 2 files changed, 1 insertions(+)',
    ]) {
      expect(atOnce(commits.read(written([' a.ts | 2 +', ' b.ts | 2 +', line])))).toEqual([
        ' a.ts | 2 +',
        ' b.ts | 2 +',
        line,
      ])
    }
  })

  it('says a mail once, and again where it is another', () => {
    const by = (mail: string): string[] => [
      `commit ${HASH}`,
      `Author: Ada <${mail}>`,
      'Date:   Sat Jan 10 09:30:00 2026 +0100',
      '',
      '    fix',
      '',
    ]
    const lines = [...by('a@x'), ...by('a@x'), ...by('b@x'), ...by('a@x')]
    expect(
      written(lines)
        .filter((line) => line.includes(' by '))
        .map((line) => line.split(' by ')[1]),
    ).toEqual(['Ada <a@x>', 'Ada', 'Ada <b@x>', 'Ada <a@x>'])
    expect(atOnce(commits.read(written(lines)))).toEqual(lines)
  })
})
