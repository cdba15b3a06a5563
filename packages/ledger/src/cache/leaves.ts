import type { RegionKind } from './wire-region.ts'
import { jsonOf } from './wire-value.ts'

/** One member of a region that is compared as a whole. */
export interface Leaf {
  /** Its name within the region, as a reader would write it; empty for the region itself. */
  readonly name: string
  /** A text as it stands; anything else as JSON. */
  readonly text: string
  /** Whether it is a text as it stands. */
  readonly isText: boolean
  /** The last member name on the way to it. */
  readonly key: string
}

/**
 * The members of a region, cache markers left out. How a client orders the members of a message does not matter.
 *
 * Goes down only where the format itself gives the names (blocks of a content, a tool's schema down to its parameters): what a
 * model or a user wrote as an object is one member. Members that are null count as absent.
 */
export function leavesOf(value: unknown, kind: RegionKind): readonly Leaf[] {
  const leaves: Leaf[] = []
  collect(value, { name: '', key: '', depth: 0, opened: kind === 'tool' ? IN_TOOLS : IN_MESSAGES }, leaves)
  return leaves
}

/** Members of a tool that are opened. */
const IN_TOOLS: ReadonlySet<string> = new Set([
  'function',
  'custom',
  'toolSpec',
  'tools',
  'input_schema',
  'inputSchema',
  'json',
  'parameters',
  'parametersJsonSchema',
  'properties',
])

/** Members of a message, an item or a block that are opened. */
const IN_MESSAGES: ReadonlySet<string> = new Set([
  'content',
  'parts',
  'output',
  'summary',
  'tools',
  'tool_calls',
  'function',
  'source',
  'image_url',
  'toolUse',
  'toolResult',
  'functionCall',
  'function_call',
  'functionResponse',
  'function_response',
  'inlineData',
  'inline_data',
  'image',
  'document',
  'reasoningContent',
  'reasoningText',
])

/** What says where the cache ends is no part of what is cached. */
const MARKERS: ReadonlySet<string> = new Set(['cache_control', 'prompt_cache_breakpoint', 'cachePoint'])

/** Members whose inside is a JSON Schema: names in there are a tool's own. */
const SCHEMAS: ReadonlySet<string> = new Set(['input_schema', 'inputSchema', 'parameters', 'parametersJsonSchema'])

/** Levels that are opened at most: a tool result in a message has 4, a tool of a namespace 5. */
const MAX_DEPTH = 8

/** Characters of a member's name that are kept. */
const MAX_NAME = 80

interface Place {
  readonly name: string
  readonly key: string
  readonly depth: number
  readonly opened: ReadonlySet<string>
  readonly isSchema?: boolean
}

function collect(value: unknown, place: Place, leaves: Leaf[]): void {
  const { name, key, depth } = place
  const isOpen = typeof value === 'object' && value !== null && depth < MAX_DEPTH
  if (!isOpen) {
    if (value === undefined || value === null) return
    const isText = typeof value === 'string'
    leaves.push({ name, key, isText, text: isText ? value : jsonOf(value) })
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      collect(item, { ...place, name: `${name}[${index}]`, depth: depth + 1 }, leaves)
    }
  } else {
    for (const [member, inside] of entriesOf(value, place)) collectMember(member, inside, place, leaves)
  }
}

/**
 * The members of an object: those of a schema as they come, since the model reads them so; those that the format names in one
 * order, lists last, so that a message that gains blocks gains members at its end.
 */
function entriesOf(value: object, { opened, isSchema = false }: Place): readonly [string, unknown][] {
  const entries = Object.entries(value)
  if (isSchema) return entries
  const rank = ([member, inside]: [string, unknown]): string =>
    `${opened.has(member) && Array.isArray(inside) ? 1 : 0}${member}`
  return entries.sort((one, other) => (rank(one) < rank(other) ? -1 : 1))
}

function collectMember(member: string, value: unknown, place: Place, leaves: Leaf[]): void {
  const { name, depth, opened, isSchema = false } = place
  if (value === undefined || value === null || (MARKERS.has(member) && !isSchema)) return
  const short = member.slice(0, MAX_NAME)
  const inside = { name: name === '' ? short : `${name}.${short}`, key: member, depth: depth + 1, opened }
  const isOpened = opened.has(member) && !(isSchema && place.key === 'properties')
  if (isOpened) collect(value, { ...inside, isSchema: isSchema || SCHEMAS.has(member) }, leaves)
  else if (typeof value === 'string') leaves.push({ ...inside, isText: true, text: value })
  else leaves.push({ ...inside, isText: false, text: jsonOf(value) })
}
