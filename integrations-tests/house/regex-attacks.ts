import { type RegexNode, parseRegex } from './regex-tree.ts'

/** A text on which a regular expression may look back over everything again and again. */
export interface RegexAttack {
  /** Matches what stands before the repetition. */
  readonly head: string
  /** To be repeated. */
  readonly unit: string
  /** Keeps the whole from matching. */
  readonly tail: string
}

/**
 * Texts that try every unbounded repetition of a regular expression: what it takes, what stands before it, and both,
 * each repeated and followed by something that does not match.
 */
export function attacksOn(regex: RegExp): readonly RegexAttack[] {
  const attacks: RegexAttack[] = []
  visit(parseRegex(regex), '', regex.flags.replaceAll(/[gy]/g, ''), attacks)
  return [...new Map(attacks.map((attack) => [JSON.stringify(attack), attack])).values()]
}

/** Whether an unbounded repetition holds another one with nothing between two rounds to tell them apart: `(a+)+`. */
export function hasNestedRepeat(regex: RegExp): boolean {
  const flags = regex.flags.replaceAll(/[gy]/g, '')
  return nodesIn(parseRegex(regex)).some(
    (node) => isUnbounded(node) && optionsOf(node.body).some((option) => isLoose(option, flags)),
  )
}

type Repeat = Extract<RegexNode, { kind: 'repeat' }>

// At this many rounds a repetition is as good as unbounded: its square is a second's work.
const MANY = 10_000
// No expression of ours means this character, so that it ends every match but one of "anything".
const STRANGER = '\u0000'
const CANDIDATES = [
  ...Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)),
  '\n',
  '\t',
  '\r',
  '\u001b',
  'é',
  '中',
  '\u0001',
]

function visit(node: RegexNode, head: string, flags: string, attacks: RegexAttack[]): void {
  switch (node.kind) {
    case 'options':
      for (const option of node.options) visit(option, head, flags, attacks)
      break
    case 'sequence': {
      let before = head
      for (const part of node.parts) {
        visit(part, before, flags, attacks)
        before += sampleOf(part, flags)
      }
      break
    }
    case 'look':
      visit(node.body, head, flags, attacks)
      break
    case 'repeat':
      if (isUnbounded(node)) attacks.push(...attacksOnRepeat(node, head, flags))
      visit(node.body, head, flags, attacks)
      break
    default:
  }
}

function attacksOnRepeat({ body }: Repeat, head: string, flags: string): readonly RegexAttack[] {
  const taken = [...charactersOf(body, flags)].slice(0, 3)
  const units = [sampleOf(body, flags), ...taken, head, head + sampleOf(body, flags)]
  return units.filter((unit) => unit !== '').map((unit) => ({ head, unit, tail: STRANGER }))
}

/** One short text that the node matches. */
function sampleOf(node: RegexNode, flags: string): string {
  switch (node.kind) {
    case 'char':
      return matching(node.source, flags)[0] ?? ''
    case 'sequence':
      return node.parts.map((part) => sampleOf(part, flags)).join('')
    case 'options':
      return node.options[0] === undefined ? '' : sampleOf(node.options[0], flags)
    case 'repeat':
      return sampleOf(node.body, flags).repeat(Math.max(1, node.min))
    default:
      return ''
  }
}

function isLoose(option: RegexNode, flags: string): boolean {
  const repeats = nodesIn(option).filter(isUnbounded)
  if (repeats.length === 0) return false
  const repeated = charactersOf({ kind: 'options', options: repeats }, flags)
  const parts = option.kind === 'sequence' ? option.parts : [option]
  return !parts.some((part) => isSeparator(part) && [...charactersOf(part, flags)].every((one) => !repeated.has(one)))
}

/** A part that every round must take. */
function isSeparator(part: RegexNode): boolean {
  return (
    part.kind === 'char' || (part.kind === 'repeat' && part.min > 0 && part.max < MANY && part.body.kind === 'char')
  )
}

function isUnbounded(node: RegexNode): node is Repeat {
  return node.kind === 'repeat' && node.max >= MANY
}

function optionsOf(node: RegexNode): readonly RegexNode[] {
  return node.kind === 'options' ? node.options : [node]
}

function nodesIn(node: RegexNode): readonly RegexNode[] {
  switch (node.kind) {
    case 'options':
      return [node, ...node.options.flatMap(nodesIn)]
    case 'sequence':
      return [node, ...node.parts.flatMap(nodesIn)]
    case 'repeat':
    case 'look':
      return [node, ...nodesIn(node.body)]
    default:
      return [node]
  }
}

function charactersOf(node: RegexNode, flags: string): ReadonlySet<string> {
  return new Set(nodesIn(node).flatMap((one) => (one.kind === 'char' ? matching(one.source, flags) : [])))
}

function matching(source: string, flags: string): readonly string[] {
  const exact = new RegExp(`^(?:${source})$`, flags)
  const found = CANDIDATES.filter((candidate) => exact.test(candidate))
  return found.length > 0 ? found : [source.replace(/^\\/, '')]
}
