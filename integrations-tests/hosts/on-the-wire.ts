import { applyEdits, type Dialect, RETRIEVE_TOOL_NAME } from '@headroom/core'
import { expect } from 'vitest'
import type { RecordedRequest, StandIn } from '../stand-in/create-stand-in.ts'
import { FORMATS } from '../stand-in/formats.ts'
import { objectOf } from '../stand-in/json-value.ts'
import type { Host } from './host.ts'

/** Requests for replies, in order. */
export function asked({ requests }: StandIn): readonly RecordedRequest[] {
  return requests.filter(({ method }) => method === 'POST')
}

/** Core's dialect of what a host sends. */
function dialectOn({ format }: Host): Dialect<unknown, unknown> {
  const found = FORMATS.find(({ name }) => name === format)
  if (found === undefined) throw new Error(`There is no format ${format}.`)
  return found.dialect
}

/** Texts of the tool results in a request. */
export function resultsIn(host: Host, body: unknown): readonly string[] {
  return [...dialectOn(host).segments(body)].flatMap(({ role, text }) => (role === 'tool' ? [text] : []))
}

/** What was said in a request, without signatures. */
export function conversationIn({ list }: Host, body: unknown): unknown {
  return withoutTool(objectOf(body)[list])
}

/** A request without what Headroom may change in it: the texts of tool results, the retrieve tool, and signatures over both. */
export function allElse(host: Host, body: unknown): unknown {
  const results = [...dialectOn(host).segments(body)].filter(({ role }) => role === 'tool')
  const edits = results.map(({ path }) => ({ op: 'replace', path, value: '…' }) as const)
  return withoutTool(applyEdits(body, edits))
}

function withoutTool(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(SIGNATURE, '…')
  if (Array.isArray(value)) return value.filter((item) => !isRetrieveTool(item)).map(withoutTool)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutTool(member)]))
}

// The stand-in binds reasoning, and the ids of what a Responses reply says, to all that stands before them, the tools among it.
const SIGNATURE = /^(?:[0-9a-f]{24}\.[0-9a-f]{24}\.[0-9a-f]{24}|(?:rs|msg|fc)_[0-9a-f]{24,26})$/

function isRetrieveTool(item: unknown): boolean {
  const tool = objectOf(item)
  return [tool, objectOf(tool['function']), objectOf(tool['toolSpec'])].some(({ name }) => name === RETRIEVE_TOOL_NAME)
}

/** Expects that a script was followed to its end: each reply asked for once, in order, and no request refused. */
export function expectFollowed(standIn: StandIn, replies: number): void {
  expect(asked(standIn).map(({ status, turn, refusal }) => [status, turn, refusal])).toEqual(
    Array.from({ length: replies }, (_, turn) => [200, turn, undefined]),
  )
}

/** Expects that each request begins with the one before, in bytes: what is declared and said for all, and the conversation. */
export function expectSameBeginnings({ list }: Host, standIn: StandIn): void {
  const requests = asked(standIn).map(({ body, bodyText }) => ({ body: objectOf(body), bodyText }))
  for (const member of SAID_FOR_ALL)
    expect(new Set(requests.map(({ body }) => JSON.stringify(body[member]))).size, member).toBe(1)
  const conversations = requests.map(({ body, bodyText }) => {
    const json = JSON.stringify(body[list])
    expect(bodyText).toContain(json)
    return json
  })
  for (const [index, conversation] of conversations.slice(1).entries()) {
    const before = conversations[index]?.slice(0, -1)
    expect(conversation.slice(0, before?.length)).toBe(before)
  }
}

const SAID_FOR_ALL = ['tools', 'toolConfig', 'system', 'systemInstruction', 'instructions']
