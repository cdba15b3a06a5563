import { type Block, type Breakpoint, type MarkedDialect, type MarkedRequest, MAX_BREAKPOINTS } from '../blocks.ts'
import { placeName } from '../place-name.ts'
import { ttlOfMarker } from '../cache-ttl.ts'
import type { WireObject } from '../wire-value.ts'
import { objectOf } from '../wire-value.ts'
import type { Advice } from './advice.ts'

/** Markers that the provider refuses. */
export function* markerRules(
  request: WireObject,
  { blocks, breakpoints }: MarkedRequest,
  dialect: MarkedDialect,
  model: string,
): Generator<Advice> {
  yield* tooMany(request, breakpoints)
  yield* longAfterShort(request, breakpoints)
  for (const { path, block } of breakpoints) {
    const marked = blocks[block]
    if (marked !== undefined) yield* onBlock(marked, path, dialect, model)
  }
}

function* tooMany(request: WireObject, breakpoints: readonly Breakpoint[]): Generator<Advice> {
  const isAutomatic = objectOf(request['cache_control']) !== undefined
  const count = breakpoints.length + (isAutomatic ? 1 : 0)
  if (count <= MAX_BREAKPOINTS) return
  yield {
    code: 'too-many-breakpoints',
    severity: 'refused',
    path: breakpoints[MAX_BREAKPOINTS]?.path ?? ['cache_control'],
    problem: `${count} cache markers, where the provider takes ${MAX_BREAKPOINTS}.`,
    remedy: 'Keep those behind the tools, behind the system prompt and on the last two user messages.',
  }
}

function* longAfterShort(request: WireObject, breakpoints: readonly Breakpoint[]): Generator<Advice> {
  const whole = objectOf(request['cache_control'])
  const all =
    whole === undefined
      ? breakpoints
      : [...breakpoints, { path: ['cache_control'], ttlMilliseconds: ttlOfMarker(whole) }]
  const at = all.findIndex(
    ({ ttlMilliseconds }, index) => ttlMilliseconds > (all[index - 1]?.ttlMilliseconds ?? Infinity),
  )
  const late = all[at]
  if (late === undefined) return
  yield {
    code: 'long-after-short',
    severity: 'refused',
    path: late.path,
    problem: `The marker of 1 hour at ${placeName(late.path)} stands behind one of 5 minutes.`,
    remedy: 'Markers of 1 hour come first, in the order tools, system, messages.',
  }
}

function* onBlock(block: Block, path: Breakpoint['path'], dialect: MarkedDialect, model: string): Generator<Advice> {
  const { type, text, thinking, defer_loading: isDeferred } = objectOf(block.value) ?? {}
  const place = placeName(path)
  const refused = { severity: 'refused', path } as const
  if (dialect === 'bedrock-converse') {
    if (block.section === 'tools' && model.includes('nova')) {
      const problem = `Nova models take no cache point among the tools (${place}).`
      yield { ...refused, code: 'marker-not-supported', problem, remedy: 'Move it behind the system prompt.' }
    }
    return
  }
  if (type === 'text' && text === '') {
    const problem = `${place} is an empty text with a cache marker.`
    yield { ...refused, code: 'marker-on-empty-text', problem, remedy: 'Mark the block before it, or leave it out.' }
  }
  if (type === 'thinking' || type === 'redacted_thinking' || thinking !== undefined) {
    const problem = `${place} is a reasoning block with a cache marker.`
    yield { ...refused, code: 'marker-on-reasoning', problem, remedy: 'Mark the block after it.' }
  }
  if (isDeferred === true) {
    const problem = `${place} is a tool of deferred loading with a cache marker.`
    yield { ...refused, code: 'marker-on-deferred-tool', problem, remedy: 'Mark the last tool that is not deferred.' }
  }
}
