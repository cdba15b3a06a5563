import { describe, expect, it } from 'vitest'
import { AGGRESSIVE_KEEP_RATIO, FILTERED_LINES, policies, type Policy, ruleFor } from './policy.ts'
import { readToolRules, type ToolRules } from './tool-rules.ts'
import type { Role, Segment } from './types/segment.ts'

const ROLES: readonly Role[] = ['system', 'user', 'assistant', 'tool']

describe('policies', () => {
  it('leave every role but tool alone', () => {
    const others = ROLES.filter((role) => role !== 'tool').map((role) => segment({ role }))
    const rules = Object.values(policies).flatMap((policy) => others.map((other) => policy(other).form))
    expect(new Set(rules)).toEqual(new Set(['verbatim']))
  })

  it('shorten tool results as far as their name says', () => {
    expect(policies.lossless(segment({}))).toEqual({ form: 'lossless' })
    expect(policies.balanced(segment({}))).toEqual({ form: 'view' })
    expect(policies.aggressive(segment({}))).toEqual({ form: 'view', keepRatio: AGGRESSIVE_KEEP_RATIO })
  })

  it('keep file reads that may be edited', () => {
    const read = segment({ tool: { name: 'Read', input: '{"file_path":"a.ts"}' } })
    expect(policies.balanced(read)).toEqual({ form: 'lossless', keepLines: true })
    expect(policies.lossless(read).form).toBe('verbatim')
    expect(policies.aggressive(read).form).toBe('view')
  })

  it('show a view of what the caller filtered only far past what an agent reads', () => {
    const tool = { name: 'Grep', input: '{}' }
    expect(policies.balanced(segment({ tool, text: 'hit\n'.repeat(FILTERED_LINES - 2) })).form).toBe('lossless')
    expect(policies.balanced(segment({ tool, text: 'hit\n'.repeat(FILTERED_LINES + 1) })).form).toBe('view')
  })
})

describe('ruleFor', () => {
  it('allows no view where nothing can be fetched back', () => {
    expect(rule('aggressive', segment({}), false)).toEqual({ form: 'lossless' })
    expect(rule(() => 'view', segment({}), false)).toEqual({ form: 'lossless' })
    expect(rule('balanced', segment({ tool: { name: 'Read', input: '' } }), false)).toEqual({ form: 'verbatim' })
  })

  it('takes a function that answers a name or a rule', () => {
    expect(rule(() => 'verbatim', segment({}))).toEqual({ form: 'verbatim' })
    expect(rule(() => ({ keepRatio: 0.5 }), segment({}))).toEqual({ form: 'view', keepRatio: 0.5 })
  })

  it('takes the rule of a tool before the policy', () => {
    const tools: ToolRules = { 'mcp__*': 'verbatim', Read: 'view' }
    const read = segment({ tool: { name: 'Read', input: '{"file_path":"a.ts"}' } })
    expect(rule('balanced', segment({ tool: { name: 'mcp__db__query', input: '' } }), true, tools).form).toBe(
      'verbatim',
    )
    expect(rule('balanced', read, true, tools)).toEqual({ form: 'view' })
    expect(rule('balanced', read, false, tools)).toEqual({ form: 'lossless' })
    expect(rule(() => 'verbatim', read, true, tools)).toEqual({ form: 'view' })
  })

  it.each([undefined, 'none', { form: 'short' }, { form: 'view', keepRatio: 0 }])(
    'throws for the answer %o',
    (answer) => {
      expect(() => rule(() => answer as never, segment({}))).toThrow(/must/)
    },
  )
})

function rule(policy: Policy, one: Segment, canRetrieve = true, tools: ToolRules = {}): ReturnType<typeof ruleFor> {
  return ruleFor(one, { policy, toolRule: readToolRules(tools), canRetrieve })
}

function segment(parts: Partial<Segment>): Segment {
  return { path: ['messages', 0, 'content'], text: 'text', role: 'tool', turn: 0, ...parts }
}
