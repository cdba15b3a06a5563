import type { WireRegion } from '../wire-region.ts'
import type { WireObject } from '../wire-value.ts'
import { listOf, objectOf, stringOf } from '../wire-value.ts'
import { isLoaded } from './is-loaded.ts'
import { lastMarker } from './last-marker.ts'
import { settingRegions } from './setting-regions.ts'
import { textBlocks } from './text-blocks.ts'

/**
 * The regions of a request to Anthropic's Messages API: model, tools, system, what only the messages depend on, messages.
 * A marker of the whole request counts for its last region: the API sets it on the last block.
 *
 * Source of the order and of what depends on what: the prompt-caching page of Anthropic's skills repository, 2026.
 */
export function anthropicRegions(request: WireObject): readonly WireRegion[] {
  const regions = [
    ...settingRegions(request, ['model']),
    ...listOf(request['tools']).map(toolRegion).filter(isLoaded),
    ...settingRegions(request, ['speed']),
    ...systemRegions(request['system']),
    ...settingRegions(request, ['tool_choice', 'thinking', 'output_config']),
    ...listOf(request['messages']).map(messageRegion),
  ]
  const last = regions.at(-1)
  const { cache_control: marker } = request
  if (last === undefined || marker === undefined || marker === null) return regions
  return [...regions.slice(0, -1), { ...last, marker: last.marker ?? marker }]
}

function toolRegion(value: unknown, index: number): WireRegion {
  const tool = objectOf(value)
  const label = stringOf(tool?.['name']) || stringOf(tool?.['type'])
  return { kind: 'tool', path: ['tools', index], value, label, marker: tool?.['cache_control'] }
}

function systemRegions(system: unknown): readonly WireRegion[] {
  const isText = typeof system === 'string'
  return textBlocks(system).map((value, index) => ({
    kind: 'system',
    path: isText ? ['system'] : ['system', index],
    value,
    marker: objectOf(value)?.['cache_control'],
  }))
}

function messageRegion(value: unknown, index: number): WireRegion {
  const { content, ...rest } = objectOf(value) ?? {}
  const blocks = textBlocks(content)
  const marker = lastMarker(blocks.map(markerOf))
  return { kind: 'message', path: ['messages', index], value: { ...rest, content: blocks }, marker }
}

function markerOf(value: unknown): unknown {
  const block = objectOf(value)
  const inside = listOf(block?.['content']).map((part) => objectOf(part)?.['cache_control'])
  return block?.['cache_control'] ?? lastMarker(inside)
}
