import { quickHash } from '../../memory/quick-hash.ts'
import type { Shown } from '../../types/hidden.ts'
import type { WireObject } from '../wire-value.ts'
import { jsonOf, listOf, objectOf, stringOf } from '../wire-value.ts'
import { clientCall } from './client-call.ts'

/**
 * What an item shows. Ids of items count for nothing but in references, as clients that do not store leave them out; nor do reasoning, compaction and
 * what the provider's own tools did, which some leave out too.
 */
export function shows(value: unknown): Shown {
  const item = objectOf(value) ?? {}
  const type = stringOf(item['type'])
  if (type === '' || type === 'message') return messageShown(item)
  if (INSTRUCTIONS.has(type)) return { kind: 'instructions', text: '', known: [] }
  if (type === 'mcp_approval_request') return { kind: 'answer', text: '', known: [[item['id'], item['name']]] }
  if (type === REFERENCE) return { kind: 'answer', text: '', known: referredTo(item['id']) }
  if (isResult(item, type)) return { kind: 'results', text: '', known: [resultShown(item)] }
  const call = clientCall(item)
  return { kind: 'answer', text: '', known: call === undefined ? [] : [[call.id, call.name]] }
}

/** An item of a stored response by its id, as a client may send it. The very item where it has none. */
export function reference(item: unknown): unknown {
  const id = objectOf(item)?.['id']
  return id === undefined ? item : { type: REFERENCE, id }
}

const REFERENCE = 'item_reference'

/** Reasoning counts for nothing here either. Its ids begin so. */
function referredTo(id: unknown): readonly unknown[] {
  return stringOf(id).startsWith('rs_') ? [] : [id]
}

/** Items of the client that tell the provider what to do. */
const INSTRUCTIONS: ReadonlySet<string> = new Set(['additional_tools', 'configuration_update', 'compaction_trigger'])

function messageShown({ role, content }: WireObject): Shown {
  const text = textIn(content)
  if (role === 'assistant') return { kind: 'answer', text, known: [] }
  if (role === 'system' || role === 'developer') return { kind: 'instructions', text, known: [] }
  return { kind: 'said', text, known: listOf(content).flatMap((part) => partShown(objectOf(part))) }
}

/** Texts of a message or an output: a text, or those of its parts. */
function textIn(content: unknown): string {
  if (typeof content === 'string') return content
  return listOf(content)
    .map((part) => stringOf(objectOf(part)?.['text']))
    .join('')
}

/** An image or a file, by where it is or what is in it. */
function partShown(part: WireObject | undefined): readonly unknown[] {
  const type = stringOf(part?.['type'])
  const source = SOURCES.map((name) => stringOf(part?.[name])).find((value) => value !== '')
  return source === undefined ? [] : [[type, quickHash(source)]]
}

const SOURCES: readonly string[] = ['image_url', 'file_id', 'file_data', 'file_url']

/** Whether the client answered. The provider's own tool search and its programs stand among what the model said. */
function isResult({ execution }: WireObject, type: string): boolean {
  if (type === 'mcp_approval_response') return true
  if (type === 'tool_search_output') return execution === 'client'
  return type.endsWith('_output') && type !== 'program_output'
}

/** A local shell's output has its call's id for its own. */
function resultShown({ call_id, id, output, approval_request_id: approval, approve }: WireObject): readonly unknown[] {
  if (approval !== undefined) return [approval, approve]
  return [call_id ?? id, quickHash(textIn(output) || jsonOf(output))]
}
