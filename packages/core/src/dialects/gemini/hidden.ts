import { quickHash } from '../../memory/quick-hash.ts'
import type { ViewObstacle } from '../../types/report.ts'
import type { HiddenCalls, History, IsHidden, Shown } from '../../types/hidden.ts'
import { sumOfUsage } from '../sum-of-usage.ts'
import type { WireObject } from '../wire-value.ts'
import { jsonOf, listOf, objectOf, stringOf } from '../wire-value.ts'
import { argsText } from './args-text.ts'
import { bodyOf, type GeminiRequest } from './body-of.ts'
import { entriesOf } from './entries-of.ts'
import type { GeminiReply } from './gemini-reply.ts'
import { isHiddenCall } from './hidden-call.ts'
import { createHiddenStream } from './hidden-stream.ts'
import { createJoinedParts } from './joined-parts.ts'
import { memberOf, spellingsOf } from './spelling.ts'
import { wholeOf } from './whole-of.ts'

/**
 * How calls are hidden in conversations with Gemini: turns are contents, pieces are parts.
 *
 * The `thoughtSignature` of a hidden call leaves with it, and comes back with it: what stands upstream is the recorded content. Where
 * the client's call stood second in a parallel step, the client has it without a signature. Should the store have lost that exchange,
 * Gemini 3 refuses the request (400) until the next text of the user: only steps since then must be signed.
 */
export const hidden: HiddenCalls<GeminiRequest, GeminiReply> = {
  obstacle,
  history,
  shows,
  pieces: 'parts',
  shown,
  stream: createHiddenStream,
}

/** Several candidates are several answers; a lone content is no list to add to. */
function obstacle(request: GeminiRequest): ViewObstacle | undefined {
  const members = bodyOf(request)?.members
  const count = memberOf(objectOf(memberOf(members, CONFIG)), COUNT)
  if (typeof count === 'number' && count > 1) return 'several-answers'
  return Array.isArray(members?.['contents']) ? undefined : 'odd-form'
}

const CONFIG = spellingsOf('generationConfig')
const COUNT = spellingsOf('candidateCount')
const CALL = spellingsOf('functionCall')
const RESPONSE = spellingsOf('functionResponse')
const SIGNATURE = spellingsOf('thoughtSignature')
const DATA = spellingsOf('inlineData')
const FILE = spellingsOf('fileData')
const FILE_URI = spellingsOf('fileUri')

function history(request: GeminiRequest): History {
  const body = bodyOf(request)
  const path = [...(body?.path ?? []), 'contents']
  return { path, items: entriesOf(body?.members['contents'], path).map(({ value }) => value) }
}

function shows(item: unknown): Shown {
  const content = objectOf(item)
  const parts = entriesOf(content?.['parts'], [])
    .map(({ value }) => objectOf(value))
    .filter((part) => part !== undefined)
  const text = parts.map((part) => (part['thought'] === true ? '' : stringOf(part['text']))).join('')
  if (content?.['role'] === 'model') return { kind: 'answer', text, known: callsIn(parts) }
  const kind = parts.some((part) => memberOf(part, RESPONSE) !== undefined) ? 'results' : 'said'
  return { kind, text, known: parts.flatMap(givenBy) }
}

/**
 * Calls by name and arguments, and the signature of the first one that has any. Not by id: some clients send none back, and some make
 * one up where the model gave none.
 */
function callsIn(parts: readonly WireObject[]): readonly unknown[] {
  const calls = parts.filter((part) => objectOf(memberOf(part, CALL)) !== undefined)
  const signatures = calls.map((part) => signatureOf(part)).filter((signature) => signature !== '')
  const called = calls.map((part) => objectOf(memberOf(part, CALL)))
  return [...signatures.slice(0, 1), ...called.map((call) => [call?.['name'], quickHash(argsText(call?.['args']))])]
}

/** Clients that hold bytes write them in the alphabet of URLs, and with or without padding. */
function signatureOf(part: WireObject): string {
  return stringOf(memberOf(part, SIGNATURE)).replaceAll('-', '+').replaceAll('_', '/').replaceAll('=', '')
}

function givenBy(part: WireObject): readonly unknown[] {
  const response = objectOf(memberOf(part, RESPONSE))
  if (response !== undefined) return [[response['id'], response['name'], quickHash(jsonOf(response['response']))]]
  const data = objectOf(memberOf(part, DATA))?.['data'] ?? memberOf(objectOf(memberOf(part, FILE)), FILE_URI)
  return data === undefined ? [] : [quickHash(stringOf(data))]
}

function shown(replies: readonly [GeminiReply, ...GeminiReply[]], isHidden: IsHidden): GeminiReply {
  const last = replies.at(-1) ?? replies[0]
  const wholes = replies.map(wholeOf)
  const contents = wholes
    .map(({ reply }) => objectOf(candidateOf(reply)?.['content']))
    .filter((content) => content !== undefined)
  const parts = createJoinedParts()
  for (const part of contents.flatMap((content) => listOf(content['parts'])))
    if (!isHiddenCall(part, isHidden)) parts.push(part)
  const { outer, reply } = wholeOf(last)
  const usageMetadata = sumOfUsage(wholes.map((whole) => whole.reply?.['usageMetadata']))
  const content = contents.length > 0 ? { content: { ...Object.assign({}, ...contents), parts: parts.parts() } } : {}
  const joined = {
    ...reply,
    ...(contents.length > 0 && { candidates: [{ ...candidateOf(reply), ...content }] }),
    ...(usageMetadata !== undefined && { usageMetadata }),
  }
  const whole = outer === reply ? joined : { ...outer, response: joined }
  return Array.isArray(last) ? [whole] : whole
}

function candidateOf(reply: WireObject | undefined): WireObject | undefined {
  return objectOf(listOf(reply?.['candidates'])[0])
}
