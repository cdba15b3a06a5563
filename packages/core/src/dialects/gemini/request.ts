import type { Edit } from '../../types/edit.ts'
import type { Path, Role, Segment } from '../../types/segment.ts'
import type { ToolDefinition } from '../../types/tool.ts'
import type { WireObject } from '../wire-value.ts'
import { listOf, objectOf } from '../wire-value.ts'
import { bodyOf, type GeminiRequest } from './body-of.ts'
import { type CallQueue, createCallQueue } from './call-queue.ts'
import { declarationOf } from './declaration.ts'
import { entriesOf, type Item } from './entries-of.ts'
import { responseTexts } from './response-texts.ts'
import { memberOf, nameIn, spellingsOf } from './spelling.ts'

/**
 * The texts of a request: the system instruction (turn -1), text parts of user and model contents, and what functions answered
 * (role `tool`; see `responseTexts`).
 *
 * Never: thoughts, parts with a `thoughtSignature`, data and files, code and what it printed, arguments of calls, calls and responses
 * of the provider's own tools, parts with a member that is unknown, empty texts.
 *
 * @returns The system instruction, then the contents in order. Throws only what the request's own getters throw.
 */
export function* segments(request: GeminiRequest): Generator<Segment> {
  const body = bodyOf(request)
  if (body === undefined) return
  const system = nameIn(body.members, SYSTEM)
  if (system !== undefined) yield* systemTexts(body.members[system], [...body.path, system])
  const calls = createCallQueue()
  let earlier: Role | undefined
  for (const [turn, { value, path }] of entriesOf(body.members['contents'], [...body.path, 'contents']).entries()) {
    const content = objectOf(value)
    const role = ROLES.get(content?.['role'])
    if (role === 'assistant' && earlier !== 'assistant') calls.startTurn()
    if (role !== undefined) yield* contentTexts(content, { path, role, turn }, calls)
    earlier = role
  }
}

/**
 * Edits that declare a tool: as the last function of the last entry of `tools` that declares functions, or in an entry of its own.
 *
 * A body of `countTokens` with bare `contents` cannot be told from one of `generateContent`; the Developer API takes no tools in it.
 *
 * What the request says about choosing tools (`functionCallingConfig`, mode `NONE` too) plays no part: the mode changes from request to
 * request, and a tool that came and went with it would change what stands before the whole conversation. With `NONE` it is not called.
 *
 * @returns None where a function of that name is declared already; where an explicit cache holds the tools (`cachedContent`: a request
 * with both is refused); where no functions are declared and a first one would be refused: beside the provider's own tools ("Tool use
 * with function calling is unsupported", before Gemini 3) unless the request says otherwise, and where the answer is to be JSON
 * ("Function calling with a response mime type: 'application/json' is unsupported", before Gemini 3) or other than text; and where
 * `tools` is something else than a list.
 */
export function addTool(request: GeminiRequest, tool: ToolDefinition): readonly Edit[] {
  const body = bodyOf(request)
  if (body === undefined || nameIn(body.members, CACHE) !== undefined) return []
  const path = [...body.path, 'tools']
  const tools = body.members['tools'] ?? []
  if (typeof tools !== 'object') return []
  const entries = entriesOf(tools, path)
  if (entries.some((entry) => functionsOf(entry).some((declared) => objectOf(declared)?.['name'] === tool.name)))
    return []
  const last = entries.findLast(({ value }) => Array.isArray(memberOf(objectOf(value), FUNCTIONS)))
  if (last !== undefined) {
    const name = nameIn(objectOf(last.value), FUNCTIONS) ?? FUNCTIONS.camel
    const value = declarationOf(tool, name === FUNCTIONS.snake)
    return [{ op: 'add', path: [...last.path, name, '-'], value }]
  }
  if ((entries.length > 0 && !mixesTools(body.members)) || !answersInText(body.members)) return []
  const value = { [FUNCTIONS.camel]: [declarationOf(tool, false)] }
  if (Array.isArray(body.members['tools'])) return [{ op: 'add', path: [...path, '-'], value }]
  return entries.length > 0 ? [] : [{ op: 'add', path, value: [value] }]
}

const SYSTEM = spellingsOf('systemInstruction')
const CACHE = spellingsOf('cachedContent')
const FUNCTIONS = spellingsOf('functionDeclarations')
const CALL = spellingsOf('functionCall')
const RESPONSE = spellingsOf('functionResponse')
const TOOL_CONFIG = spellingsOf('toolConfig')
const MIXES = spellingsOf('includeServerSideToolInvocations')
const GENERATION_CONFIG = spellingsOf('generationConfig')
const MIME_TYPE = spellingsOf('responseMimeType')
const MODALITIES = spellingsOf('responseModalities')
const PLAIN_TEXT = 'text/plain'

/** A role that is absent is the user's. `function` is the older role of responses. */
const ROLES: ReadonlyMap<unknown, Role> = new Map<unknown, Role>([
  ['user', 'user'],
  ['function', 'user'],
  ['model', 'assistant'],
  [undefined, 'user'],
  [null, 'user'],
  ['', 'user'],
])

/** Where a text stands and who speaks. */
type Place = Pick<Segment, 'path' | 'role' | 'turn'>

/** A text, a content, a part, or a list of texts and parts. */
function* systemTexts(value: unknown, path: Path): Generator<Segment> {
  if (typeof value === 'string' && value !== '') yield { path, text: value, role: 'system', turn: -1 }
  const content = objectOf(value)
  const [parts, at] = content?.['parts'] === undefined ? [value, path] : [content['parts'], [...path, 'parts']]
  for (const item of entriesOf(parts, at)) {
    const place = { path: item.path, role: 'system', turn: -1 } as const
    if (typeof item.value === 'string' && item.value !== '') yield { ...place, text: item.value }
    yield* partText(objectOf(item.value), place)
  }
}

function* contentTexts(content: WireObject | undefined, place: Place, calls: CallQueue): Generator<Segment> {
  for (const item of entriesOf(content?.['parts'], [...place.path, 'parts'])) {
    const part = objectOf(item.value)
    if (part === undefined) continue
    const call = objectOf(memberOf(part, CALL))
    if (call !== undefined && place.role === 'assistant') calls.add(call)
    const name = nameIn(part, RESPONSE)
    const response = name === undefined ? undefined : objectOf(part[name])
    if (name === undefined) yield* partText(part, { ...place, path: item.path })
    else if (response !== undefined && place.role === 'user') {
      const tool = calls.answeredBy(response)
      if (holdsOnly(part, name))
        yield* responseTexts(response, { path: [...item.path, name], role: 'tool', turn: place.turn, tool })
    }
  }
}

function* partText(part: WireObject | undefined, place: Place): Generator<Segment> {
  const text = part?.['text']
  if (part === undefined || typeof text !== 'string' || text === '' || !holdsOnly(part, 'text')) return
  yield { ...place, path: [...place.path, 'text'], text }
}

/** What clients note beside a part for themselves. */
const NOTES: ReadonlySet<string> = new Set(['partMetadata', 'part_metadata'])

/** Whether a part holds nothing else: no signature, no mark of a thought, nothing unknown. Empty members are absent ones. */
function holdsOnly(part: WireObject, name: string): boolean {
  const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === false || value === ''
  return Object.entries(part).every(([other, value]) => other === name || NOTES.has(other) || isAbsent(value))
}

function functionsOf({ value }: Item): readonly unknown[] {
  return listOf(memberOf(objectOf(value), FUNCTIONS))
}

/** Whether the answer is to be plain text, which is the default. */
function answersInText(members: WireObject): boolean {
  const config = objectOf(memberOf(members, GENERATION_CONFIG))
  const type = memberOf(config, MIME_TYPE) ?? PLAIN_TEXT
  return type === PLAIN_TEXT && listOf(memberOf(config, MODALITIES)).every((one) => one === 'TEXT')
}

/** Whether a request asks for the provider's tools and functions side by side. */
function mixesTools(members: WireObject): boolean {
  return memberOf(objectOf(memberOf(members, TOOL_CONFIG)), MIXES) === true
}
