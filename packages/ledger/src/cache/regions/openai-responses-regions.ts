import { isStateful } from '@headroom/core'
import type { WireRegion } from '../wire-region.ts'
import type { WireObject } from '../wire-value.ts'
import { listOf, objectOf, stringOf } from '../wire-value.ts'
import { isHead } from './is-head.ts'
import { isLoaded } from './is-loaded.ts'
import { lastMarker } from './last-marker.ts'
import { settingRegions } from './setting-regions.ts'
import { textBlocks } from './text-blocks.ts'

/**
 * The settings on which OpenAI's cache depends.
 * Source: the reasons of a miss in the API reference (`cache_miss.reason`), as of 2026-11.
 */
const SETTINGS = ['model', 'prompt_cache_key', 'service_tier', 'text', 'reasoning']

/**
 * The regions of a request to OpenAI's Responses API: settings, instructions, tools, items.
 *
 * Without the items where the provider holds what stands before them (`previous_response_id`, `conversation`): they are new
 * in every request, and say nothing of the prefix.
 */
export function openaiResponsesRegions(request: WireObject): readonly WireRegion[] {
  const { instructions, tools, input } = request
  return [
    ...settingRegions(request, SETTINGS),
    ...textBlocks(instructions).map((value): WireRegion => ({
      kind: 'system',
      path: ['instructions'],
      value,
      marker: undefined,
    })),
    ...listOf(tools).map(toolRegion).filter(isLoaded),
    ...(isStateful(request) ? [] : itemRegions(input)),
  ]
}

function toolRegion(value: unknown, index: number): WireRegion {
  const tool = objectOf(value)
  const label = stringOf(tool?.['name']) || stringOf(tool?.['server_label']) || stringOf(tool?.['type'])
  return { kind: 'tool', path: ['tools', index], value, label }
}

function itemRegions(input: unknown): readonly WireRegion[] {
  if (typeof input === 'string') {
    return [{ kind: 'message', path: ['input'], value: { role: 'user', content: textBlocks(input, 'input_text') } }]
  }
  const items = listOf(input)
  const head = items.findIndex((item) => !isHead(item))
  return items.map((item, index) => {
    const kind = head < 0 || index < head ? 'system' : 'message'
    return { kind, path: ['input', index], ...itemOf(objectOf(item) ?? {}) }
  })
}

function itemOf(item: WireObject): Pick<WireRegion, 'value' | 'marker'> {
  const { type, role, content, ...rest } = item
  if (role === undefined || content === undefined) return { value: item }
  const blocks = textBlocks(content, role === 'assistant' ? 'output_text' : 'input_text')
  const marker = lastMarker(blocks.map((block) => objectOf(block)?.['prompt_cache_breakpoint']))
  // A message may leave its type out.
  const value = { ...(type !== 'message' && { type }), role, ...rest, content: blocks }
  return { value, marker }
}
