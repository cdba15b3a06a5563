import { expect } from 'vitest'
import type { Script } from '../stand-in/script.ts'
import type { Host, Mode } from './host.ts'
import { allElse, asked, conversationIn, resultsIn } from './on-the-wire.ts'
import { askAs, logOf, outcomeOf, type RunOptions, runHost } from './run-host.ts'

const LOG = { name: 'query_logs', args: { service: 'cart' } }

/** One call, an answer, and one more question. */
const SCRIPT: Script = {
  turns: [
    { thinking: 'The log first.', text: logOf('assistant', 'cart'), calls: [LOG] },
    { thinking: 'I see.', text: 'It is the pool.' },
    { text: 'You are welcome.' },
  ],
}

/** Every form that a tool of the framework may give its text in. */
export async function eachForm(host: Host, mode: Mode): Promise<void> {
  for (const [form, output] of Object.entries(host.outputs)) {
    const { standIn, app } = await runHost(host, SCRIPT, { output })
    await askAs('cart', app.converse(), 'Why?', { mode })
    const [before, after] = asked(standIn)
    expect(resultsIn(host, before?.body), form).toEqual([])
    const results = resultsIn(host, after?.body).join('\n')
    expect(results, form).toMatch(/key [0-9a-f]{16}/)
    expect(results, form).toContain('LOG number 0 of cart')
    expect(results, form).not.toContain('LOG number 50 of cart')
    await app.close?.()
  }
}

/** System, user and assistant texts that look like what is shortened, and reasoning. */
export async function allElseStays(host: Host, mode: Mode): Promise<void> {
  const [withHeadroom, plain] = await both(host, SCRIPT, mode, {}, { system: logOf('system', 'cart') })
  expect(withHeadroom.bodies).toHaveLength(3)
  expect(withHeadroom.bodies.map((body) => allElse(host, body))).toEqual(
    plain.bodies.map((body) => allElse(host, body)),
  )
}

/** Files, and parts that only the framework knows. */
export async function partsStay(host: Host, mode: Mode): Promise<void> {
  const [withHeadroom, plain] = await both(host, SCRIPT, mode, { withParts: true })
  const [first] = plain.bodies
  expect(JSON.stringify(first)).toMatch(/image|file|inlineData/)
  expect(withHeadroom.bodies.map((body) => allElse(host, body))).toEqual(
    plain.bodies.map((body) => allElse(host, body)),
  )
}

/** What a tool may give that is no text: it is sent, or refused, as without Headroom. */
export async function oddOutputsStay(host: Host, mode: Mode): Promise<void> {
  expect(Object.keys(host.oddOutputs)).not.toEqual([])
  for (const [name, output] of Object.entries(host.oddOutputs)) {
    const [withHeadroom, plain] = await both(host, SCRIPT, mode, {}, { output })
    expect(withHeadroom.outcomes, name).toEqual(plain.outcomes)
    expect(said(host, withHeadroom), name).toEqual(said(host, plain))
  }
}

/** The option that turns it off. */
export async function disabledIsAsWithout(host: Host, mode: Mode): Promise<void> {
  const [disabled, plain] = await both(host, SCRIPT, mode, {}, {}, { enabled: false })
  expect(disabled.bodies).toHaveLength(3)
  expect(disabled.bodies.map((body) => JSON.stringify(body))).toEqual(plain.bodies.map((body) => JSON.stringify(body)))
  expect(disabled.outcomes).toEqual(plain.outcomes)
}

/** What came of a conversation. */
interface Came {
  readonly outcomes: readonly string[]
  readonly bodies: readonly unknown[]
}

function said(host: Host, { bodies }: Came): readonly unknown[] {
  return bodies.map((body) => conversationIn(host, body))
}

/** The same conversation with Headroom and without. */
async function both(
  host: Host,
  script: Script,
  mode: Mode,
  ask: { readonly withParts?: boolean },
  run: RunOptions = {},
  options: NonNullable<RunOptions['options']> = {},
): Promise<readonly [Came, Came]> {
  const came = async (copies: 0 | 1): Promise<Came> => {
    const { standIn, app } = await runHost(host, script, { ...run, copies, options })
    const conversation = app.converse()
    const outcomes = []
    for (const question of [logOf('user', 'cart'), 'Thanks.'])
      outcomes.push(await outcomeOf(askAs('cart', conversation, question, { mode, ...ask })))
    await app.close?.()
    return { outcomes, bodies: asked(standIn).map(({ body }) => body) }
  }
  return [await came(1), await came(0)]
}
