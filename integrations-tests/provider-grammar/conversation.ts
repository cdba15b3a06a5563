import {
  applyEdits,
  compress,
  type Dialect,
  type PolicyName,
  retrieveTool,
  type Store,
  type ToolResult,
} from '@headroom/core'
import fc from 'fast-check'
import { toolText } from '../promises/generated.ts'
import type { JsonObject } from '../stand-in/json-value.ts'
import { replySignatureEdits } from './signatures.ts'
import type { Ask, Said, Wire } from './wires/wire.ts'

/** One reply and what its calls gave. */
export interface Step {
  /** The reply. */
  readonly said: Said
  /** A result for each call, in order. */
  readonly results: readonly { readonly text: string; readonly isError: boolean }[]
}

/** A question, the steps of the loop that it begins, and the answer. */
export interface Round {
  /** The question. */
  readonly ask: Ask
  /** Replies with calls. */
  readonly steps: readonly Step[]
  /** The reply that ends the loop. */
  readonly answer: Said
}

const line = fc.string({ maxLength: 40, unit: 'grapheme' })
const reasoning = fc.oneof(
  fc.constant(''),
  line.map((text) => `Hm. ${text}`),
)
const call = fc.record({
  name: fc.constantFrom('fetch_report', 'Read', 'run'),
  args: fc.dictionary(
    fc.constantFrom('path', 'page', '2', 'a"b'),
    fc.oneof(line, fc.integer()),
  ) as fc.Arbitrary<JsonObject>,
})
const result = fc.record({
  text: toolText.map((text) => (text.trim() === '' ? 'nothing' : text)),
  isError: fc.boolean().map((isError) => isError),
})
const step: fc.Arbitrary<Step> = fc.array(fc.tuple(call, result), { minLength: 1, maxLength: 4 }).chain((called) =>
  fc
    .record({
      reasoning,
      text: fc.oneof(
        fc.constant(''),
        line.map((text) => `So: ${text}`),
      ),
    })
    .map((said) => ({
      said: { ...said, calls: called.map(([one]) => one) },
      results: called.map(([, one]) => one),
    })),
)

/** A conversation of parallel and repeated calls, with reasoning, images, errors and words of the operator in its middle. */
export const conversation: fc.Arbitrary<readonly Round[]> = fc.array(
  fc.record({
    ask: fc.record({
      text: line.map((text) => `Question: ${text}`),
      hasImage: fc.boolean(),
      note: fc.constantFrom('', '', 'Be brief from now on.'),
    }),
    steps: fc.array(step, { maxLength: 3 }),
    answer: fc.record({ reasoning, text: line.map((text) => `Answer: ${text}`), calls: fc.constant([]) }),
  }),
  { minLength: 1, maxLength: 3 },
)

const TOOLS: readonly string[] = ['fetch_report', 'Read', 'run']

/** One request of a conversation. */
export interface Played {
  /** As the client sent it. */
  readonly original: JsonObject
  /** As the provider got it. */
  readonly compressed: JsonObject
}

/** Sends a request to the provider: gives what it got. */
export type Send = (original: JsonObject) => Promise<JsonObject>

/** Sends what a policy makes of a request, with a store for it. */
export function compressing(dialect: Dialect, policy: PolicyName, storeOf: () => Store): Send {
  return async (original) => (await compress(original, { policy, dialect, store: storeOf() })).request
}

/**
 * Plays a conversation: each request is sent, and each reply is signed by a provider that saw no other. The client keeps what it has
 * written itself, puts the replies and results behind it, and never sees what was sent.
 */
export async function* play(wire: Wire, rounds: readonly Round[], send: Send): AsyncGenerator<Played> {
  const { dialect } = wire
  const empty = wire.start('You look into reports.', TOOLS)
  let history = applyEdits(empty, dialect.addTool(empty, retrieveTool))
  let number = 0
  for (const { ask, steps, answer } of rounds) {
    history = wire.ask(history, ask)
    for (const { said, results } of [...steps, { said: answer, results: [] }]) {
      const original = wire.dress(history)
      const compressed = await send(original)
      yield { original, compressed }
      const unsigned = wire.reply(said, number)
      const reply = applyEdits(unsigned, replySignatureEdits(dialect, compressed, unsigned))
      const calls = [...dialect.toolCalls(reply)]
      const answers = calls.map(({ id, name }, at): ToolResult => ({ id, name, text: '', ...results[at] }))
      history = applyEdits(history, dialect.continueWith(history, reply, answers))
      number += 1
    }
  }
}
