import type { Path } from '@headroom/core'
import type { RegionKind, WireRegion } from '../wire-region.ts'
import type { WireObject } from '../wire-value.ts'
import { listOf, objectOf, stringOf } from '../wire-value.ts'
import { lastMarker } from './last-marker.ts'

/**
 * The regions of a request to Bedrock's Converse API: tools, system, what only the messages depend on, messages.
 * A `cachePoint` is no region: it marks the one before it.
 */
export function bedrockRegions(request: WireObject): readonly WireRegion[] {
  const { toolConfig, system, messages } = request
  const config = objectOf(toolConfig)
  return [
    { kind: 'setting', path: ['model'], value: request['model'] },
    ...marked('tool', ['toolConfig', 'tools'], listOf(config?.['tools'])),
    ...marked('system', ['system'], listOf(system)),
    { kind: 'setting', path: ['toolConfig', 'toolChoice'], value: config?.['toolChoice'] },
    { kind: 'setting', path: ['additionalModelRequestFields'], value: request['additionalModelRequestFields'] },
    ...listOf(messages).map(messageRegion),
  ]
}

function marked(kind: RegionKind, path: Path, values: readonly unknown[]): readonly WireRegion[] {
  const regions: WireRegion[] = []
  for (const [index, value] of values.entries()) {
    const last = regions.at(-1)
    const { cachePoint, toolSpec } = objectOf(value) ?? {}
    if (cachePoint === undefined) {
      const label = kind === 'tool' ? stringOf(objectOf(toolSpec)?.['name']) : undefined
      regions.push({ kind, path: [...path, index], value, ...(label !== undefined && { label }) })
    } else if (last !== undefined) regions[regions.length - 1] = { ...last, marker: cachePoint }
  }
  return regions
}

function messageRegion(value: unknown, index: number): WireRegion {
  const { content, ...rest } = objectOf(value) ?? {}
  const points = listOf(content).map((block) => objectOf(block)?.['cachePoint'])
  const marker = lastMarker(points)
  const blocks = listOf(content).filter((_, at) => points[at] === undefined)
  return { kind: 'message', path: ['messages', index], value: { ...rest, content: blocks }, marker }
}
