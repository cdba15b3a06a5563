import { describe, expect, it } from 'vitest'
import { readToolRules } from './tool-rules.ts'

describe('readToolRules', () => {
  const ruleOf = readToolRules({
    'mcp__*__query': { keepRatio: 0.3 },
    '*': 'lossless',
    Read: 'verbatim',
    fetch_orders: { form: 'view', keepRatio: 0.5 },
  })

  it('takes a name before patterns, whatever its case', () => {
    expect(ruleOf('Read')).toEqual({ form: 'verbatim' })
    expect(ruleOf('read')).toEqual({ form: 'verbatim' })
    expect(ruleOf('fetch_orders')).toEqual({ form: 'view', keepRatio: 0.5 })
  })

  it('takes the first pattern that fits', () => {
    expect(ruleOf('mcp__db__query')).toEqual({ form: 'view', keepRatio: 0.3 })
    expect(ruleOf('mcp__db__query_all')).toEqual({ form: 'lossless' })
    expect(ruleOf('')).toEqual({ form: 'lossless' })
  })

  it('lets no part of a pattern overlap another', () => {
    const strict = readToolRules({ 'ab*ba': 'view', 'a*b*b': 'lossless' })
    expect(strict('aba')).toBeUndefined()
    expect(strict('abba')).toEqual({ form: 'view' })
    expect(strict('ab')).toBeUndefined()
    expect(strict('axbyb')).toEqual({ form: 'lossless' })
  })

  it('knows nothing of other tools', () => {
    expect(readToolRules({ Read: 'verbatim' })('Write')).toBeUndefined()
    expect(readToolRules({})('constructor')).toBeUndefined()
  })

  it.each([
    [{ Read: 'short' }, /tools\['Read'\].*must be 'verbatim'/],
    [{ Read: undefined }, /tools\['Read'\]/],
    [{ 'a*': { keepRatio: 0 } }, /tools\['a\*'\].*keepRatio.*above 0/],
    [{ Read: { form: 'verbatim', keepRatio: 0.5 } }, /tools\['Read'\].*with the form 'view' only/],
    [{ Read: { form: 'view', keeprato: 0.5 } }, /unknown member `keeprato`/],
    [{ Read: { keepRatio: 0.5, form: 'view', rows: 3 } }, /unknown member `rows`/],
    [{ 'a?': 'view' }, /must be the name of a tool/],
    [{ '': 'view' }, /must be the name of a tool/],
    [new Map([['Read', 'verbatim']]), /tools.*must be a plain object/],
    [{ Read: { form: 'view', keepLines: true } }, /keepLines/],
    [['Read'], /tools.*must be a plain object/],
    ['Read', /tools.*must be a plain object/],
  ])('throws for %j', (rules, message) => {
    expect(() => readToolRules(rules as never)).toThrow(message)
  })
})
