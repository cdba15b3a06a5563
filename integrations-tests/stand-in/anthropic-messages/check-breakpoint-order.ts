import type { JsonObject } from '../json-value.ts'
import { objectOf, objectsOf, stringOf } from '../json-value.ts'

/**
 * What is wrong with the breakpoints of a Messages request, their number aside: one on thinking, a lifetime that there is not, or one
 * of an hour behind one of five minutes. The breakpoint of the request as a whole stands on its last block.
 */
export function checkBreakpointOrder(request: JsonObject): string | undefined {
  let hasShort = false
  for (const [where, block] of placesOf(request)) {
    const { cache_control: control } = block
    if (control === undefined || control === null) continue
    const type = stringOf(block.type)
    if (type === 'thinking' || type === 'redacted_thinking') {
      return `${where}.${type}.cache_control: Extra inputs are not permitted`
    }
    const { ttl = '5m' } = objectOf(control)
    if (ttl !== '5m' && ttl !== '1h') return `${where}.cache_control.ephemeral.ttl: Input should be '5m' or '1h'`
    if (ttl === '1h' && hasShort) {
      return (
        `${where}.cache_control.ttl: a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block. ` +
        'Note that blocks are processed in the following order: `tools`, `system`, `messages`.'
      )
    }
    hasShort ||= ttl === '5m'
  }
  return undefined
}

/** Everything that can carry a breakpoint, in the order in which the service reads it. */
function* placesOf(request: JsonObject): Generator<readonly [where: string, block: JsonObject]> {
  yield* blocksIn(request.tools, 'tools')
  yield* blocksIn(request.system, 'system')
  for (const [at, { content }] of objectsOf(request.messages).entries())
    yield* blocksIn(content, `messages.${at}.content`)
  yield ['request', { cache_control: request.cache_control }]
}

function* blocksIn(list: unknown, where: string): Generator<readonly [where: string, block: JsonObject]> {
  for (const [place, block] of objectsOf(list).entries()) {
    for (const [inner, part] of objectsOf(block.content).entries()) yield [`${where}.${place}.content.${inner}`, part]
    yield [`${where}.${place}`, block]
  }
}
