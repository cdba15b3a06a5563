import { applyEdits, dialectOf, isStateful, type Edit, type Path } from '@headroom/core'
import type { SentRequest } from './conversations.ts'

/** A request with one thing changed that parts it from the request it was. */
export interface Break {
  readonly kind: 'tool' | 'tool order' | 'system' | 'message' | 'message inserted' | 'message removed' | 'model'
  readonly body: object
  /** Name of the model, where only the URL tells it and it is what changed. */
  readonly model?: string
  /** What must be said of it; of a text, its place: more may follow. */
  readonly change: string
}

/** One break of each kind that a request has a place for. */
export function breaksOf(request: SentRequest): readonly Break[] {
  // Their items are new in every request, and stand behind what the provider holds.
  if (isStateful(request.body)) return [...toolBreaks(request), ...modelBreak(request)]
  return [...toolBreaks(request), ...textBreaks(request), ...listBreaks(request), ...modelBreak(request)]
}

interface Described {
  /** Where the list stands that it is in. */
  readonly list: Path
  readonly description: Path
  readonly name: string
}

function toolBreaks({ body }: SentRequest): readonly Break[] {
  const tools = describedIn(body, [])
  const middle = tools[tools.length >> 1]
  const first = tools[0]
  if (middle === undefined || first === undefined) return []
  const text = String(valueAt(body, middle.description))
  const described: Break = {
    kind: 'tool',
    body: edited(body, [{ op: 'replace', path: middle.description, value: `${text} Use it with care.` }]),
    change: `${nameOf(middle.description)} changed`,
  }
  const list = valueAt(body, first.list)
  const names = tools.map(({ name }) => name)
  const isPlain = Array.isArray(list) && list.length === tools.length && new Set(names).size === list.length
  if (!isPlain || list.length < 2) return [described]
  const rotated: Break = {
    kind: 'tool order',
    body: edited(body, [{ op: 'replace', path: first.list, value: [...list.slice(1), list[0]] }]),
    // Of two tools either could have moved: the one that stood first is named.
    change: `tools reordered: ${first.name} moved from 0 to ${list.length - 1}`,
  }
  return [described, rotated]
}

/** Tools with a name and a description, wherever a format keeps them; not the parameters of one, nor what is loaded later. */
function describedIn(body: object, path: Path): readonly Described[] {
  return Object.entries(body).flatMap(([member, value]): readonly Described[] => {
    if (member === 'tools' || member === 'toolConfig') return describedBelow(value, [...path, member], path)
    return member === 'request' && path.length === 0 && typeof value === 'object' && value !== null
      ? describedIn(value as object, [member])
      : []
  })
}

function describedBelow(value: unknown, path: Path, list: Path): readonly Described[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => describedBelow(item, [...path, index], path))
  if (typeof value !== 'object' || value === null || Object.hasOwn(value, 'defer_loading')) return []
  const { name, description } = value as Readonly<Record<string, unknown>>
  if (typeof name === 'string' && typeof description === 'string')
    return [{ list, description: [...path, 'description'], name }]
  return Object.entries(value).flatMap(([member, inside]) => describedBelow(inside, [...path, member], list))
}

function textBreaks({ body }: SentRequest): readonly Break[] {
  const segments = [...(dialectOf(body)?.segments(body) ?? [])].filter(({ wrap }) => wrap === undefined)
  const system = segments.find(({ role, text }) => role === 'system' && text !== '')
  const items = itemsOf(body)
  const old = segments.findLast(({ path, text, role }) => {
    const index = path[items.path.length]
    const isInside = items.path.every((token, at) => token === path[at]) && typeof index === 'number'
    return isInside && index < items.list.length - 1 && role !== 'system' && text !== ''
  })
  const broken = (kind: 'system' | 'message', path: Path, text: string): Break => ({
    kind,
    body: edited(body, [{ op: 'replace', path, value: `${text}#` }]),
    change: nameOf(path.slice(0, openedUpTo(path))),
  })
  return [
    ...(system === undefined ? [] : [broken('system', system.path, system.text)]),
    ...(old === undefined ? [] : [broken('message', old.path, old.text)]),
  ]
}

function listBreaks({ body }: SentRequest): readonly Break[] {
  const { path, list } = itemsOf(body)
  const at = list.length >> 1
  if (list.length < 4) return []
  const hashes = list.map((item) => JSON.stringify(item))
  if (new Set(hashes).size < hashes.length) return []
  const item = nameOf([...path, at])
  const copy = JSON.parse(JSON.stringify(list[0])) as object
  const other = JSON.parse(JSON.stringify(copy).replaceAll(/"(?=[^"]{4,}"[,}\]])/g, '"another ')) as object
  return [
    {
      kind: 'message inserted',
      body: edited(body, [
        { op: 'replace', path, value: [...list.slice(0, at), { ...other, role: 'user' }, ...list.slice(at)] },
      ]),
      change: `${item} inserted`,
    },
    {
      kind: 'message removed',
      body: edited(body, [{ op: 'replace', path, value: list.toSpliced(at, 1) }]),
      change: `${item} removed`,
    },
  ]
}

/** Another model of the same maker: the name of a model takes part in telling formats apart. */
function modelBreak({ body, model }: SentRequest): readonly Break[] {
  const { model: inBody } = body as { readonly model?: unknown }
  const change = 'model changed'
  if (typeof inBody === 'string') return [{ kind: 'model', body: { ...body, model: `${inBody}-next` }, change }]
  return model === undefined ? [] : [{ kind: 'model', body, model: `${model}-next`, change }]
}

/** The list that a conversation grows by. */
function itemsOf(body: object): { readonly path: Path; readonly list: readonly unknown[] } {
  const paths: readonly Path[] = [['messages'], ['input'], ['contents'], ['request', 'contents']]
  for (const path of paths) {
    const list = valueAt(body, path)
    if (Array.isArray(list)) return { path, list }
  }
  return { path: [], list: [] }
}

function edited(body: object, edits: readonly Edit[]): object {
  return applyEdits(body, edits)
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inside, token) => Object(inside)[token], value)
}

/** The object that a function gave back is the model's business: no format names what is in it. */
function openedUpTo(path: Path): number | undefined {
  const at = path.findIndex((token, index) => token === 'response' && String(path[index - 1]).startsWith('function'))
  return at < 0 ? undefined : at + 1
}

/** A path as the ledger writes it. */
function nameOf(path: Path): string {
  return path
    .map((token) => (typeof token === 'number' ? `[${token}]` : `.${token}`))
    .join('')
    .slice(1)
}
