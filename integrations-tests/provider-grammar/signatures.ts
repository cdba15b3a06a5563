import type { Dialect, Edit, Path } from '@headroom/core'
import { readBindings, signThinking } from '../stand-in/anthropic-messages/binding.ts'
import { asMessages } from '../stand-in/bedrock-converse/as-messages.ts'
import { memberOf } from '../stand-in/gemini/body.ts'
import { signCall, signText } from '../stand-in/gemini/signature.ts'
import { type JsonObject, objectOf, objectsOf, stringOf } from '../stand-in/json-value.ts'

/**
 * Edits that put the stand-in's signatures in the place of a provider's, which nobody else can judge: each as if it had been made where
 * its block stands now. None for dialects whose reasoning is not signed.
 */
export function signatureEdits({ name }: Dialect, request: JsonObject): readonly Edit[] {
  if (name === 'anthropic-messages') return thinkingEdits(request, thinkingPaths(request))
  if (name === 'bedrock-converse') return thinkingEdits(asMessages(request), reasoningPaths(request))
  return name === 'gemini' ? partEdits(request) : []
}

/** The same for a reply to a request: as if it had just been made. */
export function replySignatureEdits(dialect: Dialect, request: JsonObject, reply: unknown): readonly Edit[] {
  const place = PLACES[dialect.name]
  if (place === undefined) return []
  const { list, message, content } = place
  const { body } = bodyIn(request)
  const before = objectsOf(body[list])
  const said = message.reduce<unknown>(
    (value, token) => objectOf(value)[token] ?? objectsOf(value)[Number(token)],
    reply,
  )
  const next = { ...body, [list]: [...before, { role: 'assistant', ...objectOf(said) }] }
  return signatureEdits(dialect, next)
    .filter(({ path }) => path[1] === before.length)
    .map((edit) => ({ ...edit, path: [...message, content, ...edit.path.slice(3)] }))
}

/** Where a request keeps its turns, and where a reply has the message or content that becomes one. */
const PLACES: Readonly<
  Record<string, { readonly list: string; readonly message: readonly string[]; readonly content: string }>
> = {
  'anthropic-messages': { list: 'messages', message: [], content: 'content' },
  'bedrock-converse': { list: 'messages', message: ['output', 'message'], content: 'content' },
  gemini: { list: 'contents', message: ['candidates', '0', 'content'], content: 'parts' },
}

function thinkingEdits(messages: JsonObject, paths: readonly Path[]): readonly Edit[] {
  const edits: Edit[] = []
  let previous = ''
  for (const [index, { thinking, place }] of readBindings(messages).bound.entries()) {
    previous = signThinking(thinking, { ...place, previous })
    edits.push({ op: 'add', path: paths[index] ?? [], value: previous })
  }
  return edits
}

function thinkingPaths({ messages }: JsonObject): readonly Path[] {
  return pathsOf(messages, ({ type }) => type === 'thinking').map((path) => ['messages', ...path, 'signature'])
}

function reasoningPaths({ messages }: JsonObject): readonly Path[] {
  const isReadable = (block: JsonObject): boolean =>
    block.reasoningContent !== undefined && objectOf(block.reasoningContent).redactedContent === undefined
  return pathsOf(messages, isReadable).map((path) => [
    'messages',
    ...path,
    'reasoningContent',
    'reasoningText',
    'signature',
  ])
}

function pathsOf(messages: unknown, isOne: (block: JsonObject) => boolean): readonly Path[] {
  return objectsOf(messages).flatMap(({ content }, at) =>
    objectsOf(content).flatMap((block, place) => (isOne(block) ? [[at, 'content', place]] : [])),
  )
}

function partEdits(request: JsonObject): readonly Edit[] {
  const { path, body } = bodyIn(request)
  return objectsOf(body.contents).flatMap(({ parts }, at) =>
    objectsOf(parts).flatMap((part, place): readonly Edit[] => {
      const member = ['thoughtSignature', 'thought_signature'].find((name) => part[name] !== undefined)
      if (member === undefined) return []
      return [
        {
          op: 'add',
          path: [...path, 'contents', at, 'parts', place, member],
          value: signatureIn(objectsOf(parts), part),
        },
      ]
    }),
  )
}

function signatureIn(parts: readonly JsonObject[], part: JsonObject): string {
  const call = memberOf(part, 'functionCall')
  if (call !== undefined) return signCall(objectOf(call))
  return signText(parts.map(({ thought, text }) => (thought === true ? '' : stringOf(text))).join(''))
}

/** The request in what Code Assist or a count of tokens wraps around it. */
function bodyIn(request: JsonObject): { readonly path: Path; readonly body: JsonObject } {
  const wrapper = ['request', 'generateContentRequest'].find(
    (name) => request.contents === undefined && name in request,
  )
  return wrapper === undefined ? { path: [], body: request } : { path: [wrapper], body: objectOf(request[wrapper]) }
}
