import { type Assertion, parsePattern, type PatternNode } from './parse-pattern.ts'

/** A regular expression whose search takes time in proportion to the text, whatever both are. */
export interface LinePattern {
  /**
   * Whether the expression matches somewhere in a line. Undefined: it has used up its work on lines before, and nothing
   * is known of this one.
   */
  test(line: string): boolean | undefined
}

/** Steps of the automaton that one pattern may have; `{1000}` within `{1000}` would be a million. */
const MAX_STEPS = 2_000
/** States that are remembered before all are forgotten: 500 tables of 128 numbers, 256 KiB. */
const MAX_STATES = 500
/** Steps that may be looked at while states are made: under a second's work. */
const MAX_WORK = 4_000_000

/**
 * Makes a pattern of a regular expression in the syntax of JavaScript; `(?i)` in front ignores case.
 *
 * The expression becomes a finite automaton that is made deterministic as it goes: no backtracking, so neither a hostile
 * expression nor a hostile line is slow.
 *
 * @throws SyntaxError where the expression is not valid or has back references, look-around or too large counts.
 */
export function linePattern(source: string, ignoreCase = false): LinePattern {
  const bare = source.startsWith('(?i)') ? source.slice(4) : source
  const steps: Step[] = [{ kind: 'end' }]
  const first = addSteps(steps, parsePattern(bare, ignoreCase || bare !== source), 0)
  const automaton: Automaton = { steps, first, states: [], ids: new Map(), work: 0 }
  return { test: (line) => matches(automaton, line) }
}

type Step =
  | { readonly kind: 'end' }
  | { readonly kind: 'character'; readonly matches: (character: string) => boolean; readonly next: number }
  | { readonly kind: 'assertion'; readonly assertion: Assertion; readonly next: number }
  | { readonly kind: 'either'; readonly next: readonly number[] }

// Built from the end: each part knows the step that follows it.
function addSteps(steps: Step[], node: PatternNode, next: number): number {
  switch (node.kind) {
    case 'character':
    case 'assertion':
      return add(steps, { ...node, next })
    case 'sequence':
      return node.parts.reduceRight((after, part) => addSteps(steps, part, after), next)
    case 'choice':
      return add(steps, { kind: 'either', next: node.options.map((option) => addSteps(steps, option, next)) })
    case 'repeat':
      return addRepeat(steps, node.part, node.least, node.most, next)
  }
}

function addRepeat(steps: Step[], part: PatternNode, least: number, most: number, next: number): number {
  let after = next
  if (most === Infinity) {
    const loop: number[] = [next]
    after = add(steps, { kind: 'either', next: loop })
    loop.push(addSteps(steps, part, after))
  } else {
    for (let count = least; count < most; count++) {
      after = add(steps, { kind: 'either', next: [next, addSteps(steps, part, after)] })
    }
  }
  for (let count = 0; count < least; count++) after = addSteps(steps, part, after)
  return after
}

function add(steps: Step[], step: Step): number {
  if (steps.length >= MAX_STEPS) throw new SyntaxError('the expression repeats too much')
  return steps.push(step) - 1
}

interface Automaton {
  readonly steps: readonly Step[]
  readonly first: number
  readonly states: State[]
  readonly ids: Map<string, number>
  work: number
}

/** What stands before the next character. */
type Before = 'start' | 'word' | 'other'

/** The steps that may come next, and where each next character leads. */
interface State {
  readonly before: Before
  readonly entries: readonly number[]
  readonly ascii: Int32Array
  readonly wide: Map<number, number>
}

const UNKNOWN = -1
const MATCHED = -2
/** Stands for the end of the line in a state's tables. */
const LINE_END = 0x110000

function matches(automaton: Automaton, line: string): boolean | undefined {
  let id = stateOf(automaton, 'start', [])
  for (let at = 0; at <= line.length; at++) {
    const code = at === line.length ? LINE_END : (line.codePointAt(at) ?? LINE_END)
    if (code > 0xffff && code !== LINE_END) at++
    const state = automaton.states[id]
    if (state === undefined) return undefined
    const known = code < 128 ? (state.ascii[code] ?? UNKNOWN) : (state.wide.get(code) ?? UNKNOWN)
    const next = known === UNKNOWN ? advance(automaton, state, code) : known
    if (next === MATCHED) return true
    if (next === UNKNOWN) return undefined
    id = next
  }
  return false
}

function advance(automaton: Automaton, state: State, code: number): number {
  if (automaton.work > MAX_WORK) return UNKNOWN
  const character = code === LINE_END ? '' : String.fromCodePoint(code)
  const entries = entriesAfter(automaton, state, character)
  const forgets = automaton.states.length >= MAX_STATES
  if (forgets) {
    automaton.states.length = 0
    automaton.ids.clear()
  }
  const next = entries === undefined ? MATCHED : stateOf(automaton, isWord(character) ? 'word' : 'other', entries)
  if (code < 128) state.ascii[code] = next
  else state.wide.set(code, next)
  return next
}

/** The steps after one more character; undefined where the expression has matched before it. */
function entriesAfter(automaton: Automaton, state: State, character: string): number[] | undefined {
  const seen = new Set([automaton.first, ...state.entries])
  const entries = new Set<number>()
  // A set is walked in the order of its additions, those made on the way included.
  for (const index of seen) {
    automaton.work++
    const step = automaton.steps[index]
    if (step === undefined) continue
    if (step.kind === 'end') return undefined
    for (const next of withoutReading(step, state.before, character)) seen.add(next)
    if (step.kind === 'character' && character !== '' && step.matches(character)) entries.add(step.next)
  }
  return [...entries].sort((a, b) => a - b)
}

function withoutReading(step: Step, before: Before, character: string): readonly number[] {
  if (step.kind === 'either') return step.next
  return step.kind === 'assertion' && holds(step.assertion, before, character) ? [step.next] : []
}

function holds(assertion: Assertion, before: Before, character: string): boolean {
  if (assertion === '^') return before === 'start'
  if (assertion === '$') return character === ''
  return ((before === 'word') !== isWord(character)) === (assertion === 'b')
}

function isWord(character: string): boolean {
  return /^\w$/.test(character)
}

function stateOf({ states, ids }: Automaton, before: Before, entries: readonly number[]): number {
  const name = `${before} ${entries.join()}`
  const known = ids.get(name)
  if (known !== undefined) return known
  const id = states.push({ before, entries, ascii: new Int32Array(128).fill(UNKNOWN), wide: new Map() }) - 1
  ids.set(name, id)
  return id
}
