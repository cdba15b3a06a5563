import { applyEdits } from '../edits/apply.ts'
import { spliceEdits } from '../edits/splice.ts'
import { retrieveTool } from '../retrieve/tool.ts'
import type { Dialect } from '../types/dialect.ts'
import type { Edit } from '../types/edit.ts'
import type { Path, Segment } from '../types/segment.ts'
import { type Check, check, isSame, need, show } from './check.ts'
import { frozen } from './frozen.ts'
import { replyChecks, type StreamSample } from './reply-checks.ts'

/** What a dialect is tried on: JSON values, at least one request. */
export interface DialectSamples<Request, Reply> {
  /** Requests that it must know. */
  readonly requests: readonly Request[]
  /** Replies to any of them. */
  readonly replies?: readonly Reply[]
  /** Streamed replies, with what they amount to. */
  readonly streams?: readonly StreamSample<Reply>[]
}

/**
 * The contract of a dialect.
 *
 * @param name Stands in front of every check's name.
 */
export function testDialect<Request, Reply>(
  name: string,
  dialect: Dialect<Request, Reply>,
  { requests, replies = [], streams = [] }: DialectSamples<Request, Reply>,
): readonly Check[] {
  need(requests.length > 0, 'testDialect needs at least one request')
  const each = (promise: string, run: (request: Request) => void): Check =>
    check(name, promise, () => requests.map(frozen).forEach(run))
  return [
    each('knows its requests', (request) => need(dialect.matches(request), `matches() refuses ${show(request)}`)),
    check(name, 'refuses what is no request, without a throw', () => refusesOthers(dialect)),
    each('yields texts that stand where their paths lead', (request) => standsThere(dialect, request)),
    each('yields disjoint paths, turn after turn', (request) => isOrdered([...dialect.segments(request)])),
    each('yields the same segments every time', (request) => {
      const [first, second] = [dialect, dialect].map((again) => [...again.segments(request)].map(factsOf))
      need(isSame(first, second), `segments were ${show(first)}, then ${show(second)}`)
    }),
    each('finds a replaced text again, and everything else as it was', (request) => replaces(dialect, request)),
    each('declares a tool once, as the last', (request) => declaresOnce(dialect, request)),
    ...replies.map((reply, index) =>
      check(name, `goes on after reply ${index}`, () =>
        requests.map(frozen).forEach((request) => goesOn(dialect, request, frozen(reply))),
      ),
    ),
    ...replyChecks(name, dialect, { replies, streams }),
  ]
}

function refusesOthers<Request, Reply>(dialect: Dialect<Request, Reply>): void {
  const trap = new Proxy({}, { get: () => fail(), has: () => fail(), ownKeys: () => fail() })
  for (const other of [
    undefined,
    null,
    0,
    '',
    'x',
    true,
    [],
    {},
    { messages: 'x' },
    { messages: null },
    Symbol('x'),
    trap,
  ]) {
    const matches = dialect.matches(other)
    need(
      !matches,
      `matches() takes ${other === trap ? 'an object whose getters throw' : String(show(other))} for a request`,
    )
  }
}

function fail(): never {
  throw new Error('a getter that throws')
}

function standsThere<Request, Reply>(dialect: Dialect<Request, Reply>, request: Request): void {
  for (const { path, text, wrap } of dialect.segments(request)) {
    const value = valueAt(request, path)
    need(text !== '', `an empty segment at ${show(path)}`)
    if (wrap === undefined) need(value === text, `${show(path)} holds ${show(value)}, its segment ${show(text)}`)
    else need(value !== undefined, `${show(path)} leads nowhere`)
  }
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => (at as Record<string | number, unknown> | undefined)?.[step], value)
}

function isOrdered(segments: readonly Segment[]): void {
  let turn = -1
  const names = segments.map(({ path }) => `${path.map((step) => JSON.stringify(step)).join()},`).sort()
  for (const [index, name] of names.entries()) {
    need(!(names[index + 1] ?? '').startsWith(name), `two segments share the path ${name}`)
  }
  for (const segment of segments) {
    need(Number.isInteger(segment.turn) && segment.turn >= turn, `turn ${segment.turn} comes after turn ${turn}`)
    need(segment.role === 'tool' || segment.tool === undefined, `a segment of role ${segment.role} names a tool`)
    turn = segment.turn
  }
}

function factsOf({ path, text, role, turn, tool, isError }: Segment): unknown {
  return { path, text, role, turn, tool, isError }
}

function replaces<Request, Reply>(dialect: Dialect<Request, Reply>, request: Request): void {
  const before = [...dialect.segments(request)]
  const edits = before.map((segment, index): Edit => edited(segment, `new text ${index} "\n\ud800`))
  const after = applyEdits(request, edits)
  const places = [...dialect.segments(after)]
  const found = places.map(factsOf)
  const expected = before.map((segment, index) =>
    factsOf({ ...segment, path: pathOnceEdited(segment, places[index]), text: `new text ${index} "\n\ud800` }),
  )
  need(isSame(found, expected), `after editing, segments are ${show(found)}, not ${show(expected)}`)
  const undone = applyEdits(
    after,
    before.map((segment): Edit => edited(segment, segment.text)),
  )
  need(isSame(undone, request), 'editing every text and back changes more than the texts')
  bothWriters(request, edits, after)
}

/** What is written in place of a value that is not the text itself may hold the new text further in. */
function pathOnceEdited({ path, wrap }: Segment, found: Segment | undefined): Path {
  const isInside = wrap !== undefined && path.every((step, index) => step === found?.path[index])
  return isInside && found !== undefined ? found.path : path
}

function edited({ path, wrap }: Segment, text: string): Edit {
  return { op: 'replace', path, value: wrap === undefined ? text : wrap(text) }
}

function bothWriters(request: unknown, edits: readonly Edit[], applied: unknown): void {
  const spliced: unknown = JSON.parse(spliceEdits(JSON.stringify(request), edits))
  need(isSame(spliced, applied), `spliced into JSON, the edits give ${show(spliced)}, not ${show(applied)}`)
}

function declaresOnce<Request, Reply>(dialect: Dialect<Request, Reply>, request: Request): void {
  const edits = dialect.addTool(request, retrieveTool)
  const declared = applyEdits(request, edits)
  bothWriters(request, edits, declared)
  need(JSON.stringify(declared).includes(retrieveTool.name), 'addTool() declares nothing')
  const again = dialect.addTool(declared, retrieveTool)
  need(again.length === 0, `addTool() declares a tool a second time: ${show(again)}`)
  need(dialect.matches(declared), 'a request with one more tool is not known any more')
  const [before, after] = [request, declared].map((of) => [...dialect.segments(of)].map(factsOf))
  need(isSame(before, after), 'addTool() changes the segments')
}

function goesOn<Request, Reply>(dialect: Dialect<Request, Reply>, request: Request, reply: Reply): void {
  const calls = [...dialect.toolCalls(reply)]
  for (const { id, name } of calls) need(id !== '' && name !== '', `a call without id or name: ${show({ id, name })}`)
  const results = calls.map(({ id, name }, index) => ({ id, name, text: `result ${index}` }))
  const edits = dialect.continueWith(request, reply, results)
  const next = applyEdits(request, edits)
  bothWriters(request, edits, next)
  need(dialect.matches(next), 'the next request is not known')
  const [before, after] = [request, next].map((of) => [...dialect.segments(of)].map(factsOf))
  need(isSame(after?.slice(0, before?.length), before), 'the next request does not begin with the segments of the last')
  const texts = new Set([...dialect.segments(next)].filter(({ role }) => role === 'tool').map(({ text }) => text))
  const missing = results.find(({ text }) => !texts.has(text))
  need(missing === undefined, `the next request lacks ${show(missing)}`)
  const usage = dialect.usage(reply)
  const bad = Object.entries(usage ?? {}).find(
    ([, tokens]) => tokens !== undefined && !(Number.isInteger(tokens) && tokens >= 0),
  )
  need(bad === undefined, `usage has ${show(bad)}`)
}
