import type { WireRegion } from '../wire-region.ts'
import type { WireObject } from '../wire-value.ts'
import { listOf, objectOf, stringOf } from '../wire-value.ts'
import { isHead } from './is-head.ts'
import { lastMarker } from './last-marker.ts'
import { settingRegions } from './setting-regions.ts'
import { textBlocks } from './text-blocks.ts'

/**
 * The settings on which OpenAI's cache depends.
 * Source: the reasons of a miss in the API reference (`cache_miss.reason`), as of 2026-11.
 */
const SETTINGS = ['model', 'prompt_cache_key', 'service_tier', 'response_format', 'reasoning_effort', 'verbosity']

/** The regions of a request to OpenAI's Chat Completions API and those that copy it: settings, tools, messages. */
export function openaiChatRegions(request: WireObject): readonly WireRegion[] {
  const { tools, functions, messages } = request
  const list = listOf(messages)
  const head = list.findIndex((message) => !isHead(message))
  return [
    ...settingRegions(request, SETTINGS),
    ...listOf(tools).map((tool, index) => toolRegion('tools', tool, index)),
    ...listOf(functions).map((tool, index) => toolRegion('functions', tool, index)),
    ...list.map((message, index) => messageRegion(message, index, head < 0 || index < head)),
  ]
}

function toolRegion(member: string, value: unknown, index: number): WireRegion {
  const tool = objectOf(value)
  const declared = objectOf(tool?.['function']) ?? objectOf(tool?.['custom']) ?? tool
  const label = stringOf(declared?.['name']) || stringOf(tool?.['type'])
  return { kind: 'tool', path: [member, index], value, label, marker: tool?.['cache_control'] }
}

function messageRegion(value: unknown, index: number, isSystem: boolean): WireRegion {
  const { content, ...rest } = objectOf(value) ?? {}
  const blocks = textBlocks(content)
  const markers = blocks.map((block) => {
    const { cache_control: marker, prompt_cache_breakpoint: breakpoint } = objectOf(block) ?? {}
    return marker ?? breakpoint
  })
  const marker = rest['cache_control'] ?? lastMarker(markers)
  const { role, ...others } = rest
  const kind = isSystem ? 'system' : 'message'
  return { kind, path: ['messages', index], value: { role, content: blocks, ...others }, marker }
}
