import { describe, expect, it } from 'vitest'
import { type Breach, breachAt } from './breach.ts'
import { isReference } from './is-reference.ts'
import { shippedFiles } from './project.ts'
import { type Placed, type SourceFile, nodesOf, parseSource } from './source-file.ts'

const REMEDY = 'core gives the same bytes for ever (decisions/006); take the value from the content or leave it out'

// Globals whose every use depends on when, where or by whom the code is run.
const GLOBALS = ['Intl', 'performance', 'setTimeout', 'setInterval', 'Temporal']
const MEMBERS: ReadonlySet<string> = new Set([
  'Date.now',
  'Date.parse',
  'Math.random',
  'crypto.getRandomValues',
  'crypto.randomUUID',
  'AbortSignal.timeout',
])
// Methods that read the locale, or a date in the machine's own time zone.
const METHODS =
  /^(toLocale\w+|localeCompare|getTimezoneOffset|(get|set)(FullYear|Month|Date|Day|Hours|Minutes|Seconds)|to(Date|Time)String)$/

describe('core', () => {
  it('knows no clock, no random and no locale', () => {
    expect(impurePlaces(shippedFiles().filter(({ path }) => path.startsWith('packages/core/')))).toEqual([])
  })

  it('is caught when it does', () => {
    const bad = [
      'Date.now()',
      'new Date()',
      'Math.random()',
      'a.localeCompare(b)',
      'n.toLocaleString()',
      'performance.now()',
    ]
    const text = [...bad, 'new Intl.NumberFormat()', 'new Date(a)', 'Date.UTC(1)', 'a.performance'].join('\n')
    expect(impurePlaces([parseSource('a.ts', text)])).toEqual([
      `a.ts:1 Date.now: ${REMEDY}`,
      `a.ts:2 new Date(): ${REMEDY}`,
      `a.ts:3 Math.random: ${REMEDY}`,
      `a.ts:4 localeCompare: ${REMEDY}`,
      `a.ts:5 toLocaleString: ${REMEDY}`,
      `a.ts:6 performance: ${REMEDY}`,
      `a.ts:7 Intl: ${REMEDY}`,
    ])
  })
})

function impurePlaces(files: readonly SourceFile[]): readonly Breach[] {
  return files.flatMap((file) =>
    nodesOf(file).flatMap((placed) => {
      const impurity = impurityOf(placed, file.text)
      return impurity === undefined ? [] : [breachAt(file, placed.node.start, impurity, REMEDY)]
    }),
  )
}

function impurityOf(placed: Placed, text: string): string | undefined {
  const { node } = placed
  if (isReference(placed, GLOBALS)) return placed.node.name
  if (node.type === 'NewExpression') {
    const isNow = text.slice(node.callee.start, node.callee.end) === 'Date' && node.arguments.length === 0
    return isNow ? 'new Date()' : undefined
  }
  if (node.type !== 'MemberExpression' || node.computed) return undefined
  const whole = text.slice(node.start, node.end).replace(/^globalThis\./, '')
  const method = text.slice(node.property.start, node.property.end)
  if (MEMBERS.has(whole)) return whole
  return METHODS.test(method) ? method : undefined
}
