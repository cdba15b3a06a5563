import { InvalidOptionError } from './errors.ts'
import { type Rule, type RuleGiven, toRule } from './rule.ts'

/**
 * Rules by the name of a tool. A name may hold `*` for any characters: `mcp__db__*`. Names compare without case.
 * A whole name goes before patterns, patterns in the order they were written.
 */
export type ToolRules = Readonly<Record<string, RuleGiven>>

/** The rule of a tool, or undefined where none names it. */
export type ToolRule = (name: string) => Rule | undefined

/**
 * Reads rules by tool.
 *
 * @throws InvalidOptionError naming the tool whose rule is none.
 */
export function readToolRules(rules: ToolRules): ToolRule {
  if (!isPlainObject(rules)) {
    throw new InvalidOptionError('tools', `must be a plain object of rules by tool name, got ${String(rules)}`)
  }
  const named = new Map<string, Rule>()
  const patterns: { readonly parts: readonly string[]; readonly rule: Rule }[] = []
  for (const [name, given] of Object.entries(rules)) {
    if (NO_NAME.test(name)) {
      throw new InvalidOptionError(
        `tools['${name}']`,
        'must be the name of a tool, in which `*` stands for any characters',
      )
    }
    const rule = toRule(given, `tools['${name}']`)
    const plain = name.toLowerCase()
    if (plain.includes('*')) patterns.push({ parts: plain.split('*'), rule })
    else named.set(plain, rule)
  }
  return (name) => {
    const plain = name.toLowerCase()
    return named.get(plain) ?? patterns.find(({ parts }) => fits(plain, parts))?.rule
  }
}

/** What no tool's name holds and other kinds of patterns do. */
const NO_NAME = /[?[\]{}()^$|+\\\s]|^$/

function isPlainObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

/** Whether a name starts with the first part, ends with the last and holds the others in between, in order. */
function fits(name: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? ''
  const last = parts.at(-1) ?? ''
  if (!name.startsWith(first) || !name.endsWith(last)) return false
  const end = name.length - last.length
  let at = first.length
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at <= end
}
