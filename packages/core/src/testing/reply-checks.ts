import type { Dialect } from '../types/dialect.ts'
import type { StopReason } from '../types/stop-reason.ts'
import { type Check, check, isSame, need, show } from './check.ts'
import { frozen } from './frozen.ts'

/** The events of one streamed reply, and the reply as the provider would have sent it whole. */
export interface StreamSample<Reply> {
  /** JSON values, in order. */
  readonly events: readonly unknown[]
  /** What they amount to. The order of an object's members does not matter. */
  readonly reply: Reply
}

/** The promises of a dialect about replies, whole and streamed. */
export function replyChecks<Request, Reply>(
  name: string,
  dialect: Dialect<Request, Reply>,
  samples: { readonly replies: readonly Reply[]; readonly streams: readonly StreamSample<Reply>[] },
): readonly Check[] {
  const [replies, streams] = [samples.replies.map(frozen), samples.streams.map(frozen)]
  return [
    check(name, 'reads replies of any shape without a throw', () => {
      for (const reply of [{}, ...replies, ...replies.flatMap((whole) => [...broken(whole)])])
        readsReply(dialect, reply)
    }),
    check(name, 'has no reply before the first event, and passes over what is none', () => {
      const reader = dialect.readStream()
      for (const event of [undefined, ...ODD]) {
        if (event !== undefined) reader.push(event)
        need(reader.reply() === undefined, `after ${show(event)} the reply is ${show(reader.reply())}`)
      }
    }),
    ...streams.flatMap((stream, index) => [
      check(name, `puts stream ${index} together`, () => putsTogether(dialect, stream)),
      check(name, `survives anything in stream ${index}`, () => survives(dialect, stream)),
    ]),
  ]
}

/** What may stand where something else belongs. */
const ODD: readonly unknown[] = [
  null,
  5,
  'x',
  true,
  [],
  {},
  [null],
  [5],
  [[]],
  { type: 'unknown' },
  [{ type: 'unknown' }],
]

/** A JSON value with each value inside it replaced by each odd one, one at a time. */
function* broken(value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return
  for (const [member, inner] of Object.entries(value)) {
    for (const odd of [...ODD, ...broken(inner)]) {
      yield Array.isArray(value) ? value.with(Number(member), odd) : { ...value, [member]: odd }
    }
  }
}

function readsReply<Request, Reply>(dialect: Dialect<Request, Reply>, given: unknown): void {
  const reply = given as Reply
  const reason = dialect.stopReason(reply)
  need(reason === undefined || STOP_REASONS.has(reason), `stopReason() of ${show(given)} is ${show(reason)}`)
  dialect.usage(reply)
  for (const call of dialect.toolCalls(reply)) {
    const isCall = [call.id, call.name, call.input].every((text) => typeof text === 'string')
    need(isCall, `toolCalls() of ${show(given)} gives ${show(call)}`)
  }
}

const STOP_REASONS: ReadonlySet<StopReason> = new Set(['end', 'calls', 'pause', 'length', 'refused', 'failed'])

function putsTogether<Request, Reply>(dialect: Dialect<Request, Reply>, { events, reply }: StreamSample<Reply>): void {
  const [plain, disturbed] = [dialect.readStream(), dialect.readStream()]
  for (const event of events) {
    plain.push(event)
    for (const other of [event, ...ODD]) disturbed.push(other)
    disturbed.reply()
  }
  const [expected, found, found2] = [reply, plain.reply(), disturbed.reply()].map(sorted)
  need(isSame(found, expected), `the events amount to ${show(found)}, not ${show(expected)}`)
  need(isSame(found2, expected), `with events between them that are none, they amount to ${show(found2)}`)
}

/** A JSON value with the members of every object in the order of their names. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(sorted)
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]))
}

function survives<Request, Reply>(dialect: Dialect<Request, Reply>, { events }: StreamSample<Reply>): void {
  const reader = dialect.readStream()
  for (const event of events) {
    for (const other of [event, ...broken(event)]) reader.push(other)
    readsReply(dialect, reader.reply() ?? {})
  }
  const backwards = dialect.readStream()
  for (const event of events.toReversed()) backwards.push(event)
  readsReply(dialect, backwards.reply() ?? {})
}
