import type { Dialect } from '@headroom/core'
import { type JsonObject, objectOf, objectsOf } from '../stand-in/json-value.ts'

/** A request that its provider refuses, made of one that it takes; undefined where the request has nothing to break so. */
export type Mutation = (request: JsonObject) => JsonObject | undefined

/** Ways to break a request of a dialect, each told by what is wrong then. */
export function mutationsOf({ name }: Dialect): Readonly<Record<string, Mutation>> {
  const shape = SHAPES[name]
  if (shape === undefined) return {}
  return {
    'a result left out': changing(shape, (list, at) => list.splice(at, 1)),
    'a result given twice': changing(shape, (list, at) => list.splice(at, 0, list[at] ?? {})),
    'a result of another call': changing(shape, (list, at) => shape.renameResult(list[at] ?? {})),
    'results before their calls': (request) => beforeCalls(shape, request),
    'an unknown role': (request) => withRole(shape, request),
    'two tools of one name': shape.repeatTool,
    ...shape.own,
  }
}

type Writable = Record<string, unknown>

interface Shape {
  /** The member that holds the turns. */
  readonly list: string
  /** The list that a turn's results stand in: its own parts, or undefined where a turn is one result. */
  readonly parts?: string
  isResult(value: JsonObject): boolean
  renameResult(value: Writable): unknown
  repeatTool(request: JsonObject): JsonObject
  /** What only this format forbids. */
  readonly own: Readonly<Record<string, Mutation>>
}

const MARK = { cache_control: { type: 'ephemeral' } }
const POINT = { cachePoint: { type: 'default' } }

const OTHER_REASONING = { reasoningText: { text: 'other', signature: 'other' } }

const SHAPES: Readonly<Record<string, Shape>> = {
  'anthropic-messages': {
    list: 'messages',
    parts: 'content',
    isResult: ({ type }) => type === 'tool_result',
    renameResult: (value) => (value.tool_use_id = 'toolu_other'),
    repeatTool: repeatInTools,
    own: {
      'too many breakpoints': (request) => ({ ...request, system: fiveTimes({ type: 'text', text: 's', ...MARK }) }),
      'a longer breakpoint behind a shorter one': (request) => ({ ...request, tools: [{ name: 'marked', ...MARK }] }),
      'changed thinking': (request) => withBlock(request, 'thinking', { thinking: 'other' }),
      'thinking behind another question': (request) => behindOther(request, { role: 'user', content: 'other' }),
    },
  },
  'bedrock-converse': {
    list: 'messages',
    parts: 'content',
    isResult: ({ toolResult }) => toolResult !== undefined,
    renameResult: (value) => (value.toolResult = { ...objectOf(value.toolResult), toolUseId: 'tooluse_other' }),
    repeatTool: (request) => ({ ...request, toolConfig: repeatInTools(objectOf(request.toolConfig)) }),
    own: {
      'too many breakpoints': (request) => ({ ...request, system: fiveTimes({ text: 's' }, POINT) }),
      'changed reasoning': (request) => withBlock(request, 'reasoningContent', { reasoningContent: OTHER_REASONING }),
      'reasoning behind another question': (request) =>
        behindOther(request, { role: 'user', content: [{ text: 'other' }] }),
    },
  },
  gemini: {
    list: 'contents',
    parts: 'parts',
    isResult: ({ functionResponse }) => functionResponse !== undefined,
    renameResult: (value) =>
      (value.functionResponse = { ...objectOf(value.functionResponse), name: 'other', id: 'other' }),
    repeatTool: repeatInTools,
    own: {
      'a changed signature': (request) => withBlock(request, 'thoughtSignature', { thoughtSignature: 'b3RoZXI=' }),
      'tools beside a cached prefix': (request) => ({ ...request, cachedContent: 'cachedContents/1' }),
    },
  },
  'openai-chat': {
    list: 'messages',
    isResult: ({ role }) => role === 'tool',
    renameResult: (value) => (value.tool_call_id = 'call_other'),
    repeatTool: repeatInTools,
    own: {},
  },
  'openai-responses': {
    list: 'input',
    isResult: ({ type }) => type === 'function_call_output' || type === 'custom_tool_call_output',
    renameResult: (value) => (value.call_id = 'call_other'),
    repeatTool: repeatInTools,
    own: { 'reasoning without its item': (request) => withoutItem(request) },
  },
}

function repeatInTools(holder: JsonObject): JsonObject {
  const tools = objectsOf(holder.tools)
  return { ...holder, tools: [...tools, ...tools.slice(0, 1)] }
}

/** Changes the list that the last result stands in, at its place. */
function changing(shape: Shape, change: (list: Writable[], at: number) => unknown): Mutation {
  return (request) => {
    const copy = structuredClone(request)
    const list = lastResults(shape, copy)
    const at = list?.findLastIndex((value) => shape.isResult(value)) ?? -1
    if (list === undefined || at < 0) return undefined
    change(list, at)
    return copy
  }
}

function lastResults({ list, parts, isResult }: Shape, request: JsonObject): Writable[] | undefined {
  const turns: unknown = request[list]
  if (!Array.isArray(turns)) return undefined
  if (parts === undefined) return turns
  return turns.map((turn: Writable) => turn[parts]).findLast((inner) => objectsOf(inner).some(isResult)) as
    | Writable[]
    | undefined
}

/** Puts the first turn of results in front of its calls: the turn before it, or a run of items behind the first. */
function beforeCalls({ list, parts, isResult }: Shape, request: JsonObject): JsonObject | undefined {
  const turns = objectsOf(request[list])
  const at = turns.findIndex((turn) => (parts === undefined ? isResult(turn) : objectsOf(turn[parts]).some(isResult)))
  const to = parts === undefined ? 1 : at - 1
  if (at < 1) return undefined
  const others = turns.toSpliced(at, 1)
  return { ...request, [list]: others.toSpliced(to, 0, ...turns.slice(at, at + 1)) }
}

function withRole({ list }: Shape, request: JsonObject): JsonObject {
  const [first, ...rest] = objectsOf(request[list])
  return { ...request, [list]: [{ ...first, role: 'robot' }, ...rest] }
}

function fiveTimes(...blocks: readonly JsonObject[]): readonly JsonObject[] {
  return Array.from({ length: 5 }, () => blocks).flat()
}

/** Changes the first block that has a member, or a type, of that name. */
function withBlock(request: JsonObject, kind: string, change: JsonObject): JsonObject | undefined {
  const copy = structuredClone(request)
  for (const turn of [...objectsOf(copy.messages), ...objectsOf(copy.contents)]) {
    const block = [...objectsOf(turn.content), ...objectsOf(turn.parts)].find((one) => one.type === kind || kind in one)
    if (block !== undefined) return Object.assign(block, change) && copy
  }
  return undefined
}

/** Puts another question in the place of the first, where the model has thought since. */
function behindOther(request: JsonObject, other: JsonObject): JsonObject | undefined {
  const hasThought = withBlock(request, 'thinking', {}) ?? withBlock(request, 'reasoningContent', {})
  return hasThought && { ...request, messages: [other, ...objectsOf(request.messages).slice(1)] }
}

/** Ends an input with its first reasoning. */
function withoutItem(request: JsonObject): JsonObject | undefined {
  const items = objectsOf(request.input)
  const at = items.findIndex(({ type }) => type === 'reasoning')
  return at < 0 ? undefined : { ...request, input: items.slice(0, at + 1) }
}
