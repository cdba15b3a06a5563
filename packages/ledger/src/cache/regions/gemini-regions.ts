import type { Path } from '@headroom/core'
import type { WireRegion } from '../wire-region.ts'
import type { WireObject } from '../wire-value.ts'
import { listOf, objectOf, stringOf } from '../wire-value.ts'

/**
 * The regions of a request to Gemini's `generateContent`, in either spelling of its members, also in the wrapping of Code
 * Assist: model, explicit cache, system instruction, tools, contents.
 */
export function geminiRegions(request: WireObject): readonly WireRegion[] {
  const wrapping = WRAPPINGS.find((member) => objectOf(request[member]) !== undefined)
  const body = wrapping === undefined ? request : (objectOf(request[wrapping]) ?? {})
  const root = wrapping === undefined ? [] : [wrapping]
  const system = spelling(body, 'systemInstruction', 'system_instruction')
  return [
    { kind: 'setting', path: ['model'], value: request['model'] ?? body['model'] },
    setting(body, root, 'cachedContent', 'cached_content'),
    ...systemRegions(body[system], [...root, system]),
    ...listOf(body['tools']).flatMap((tool, index) => toolRegions(tool, [...root, 'tools', index])),
    setting(body, root, 'toolConfig', 'tool_config'),
    ...listOf(body['contents']).map((value, index): WireRegion => ({
      kind: 'message',
      path: [...root, 'contents', index],
      value,
    })),
  ]
}

/** What holds the request where it is wrapped: by Code Assist, and for counting. */
const WRAPPINGS: readonly string[] = ['request', 'generateContentRequest']

function spelling(body: WireObject, camel: string, snake: string): string {
  return body[camel] === undefined && body[snake] !== undefined ? snake : camel
}

function setting(body: WireObject, root: Path, camel: string, snake: string): WireRegion {
  const member = spelling(body, camel, snake)
  return { kind: 'setting', path: [...root, member], value: body[member] }
}

function systemRegions(system: unknown, path: Path): readonly WireRegion[] {
  if (typeof system === 'string') return [{ kind: 'system', path, value: { text: system } }]
  return listOf(objectOf(system)?.['parts']).map((value, index) => ({
    kind: 'system',
    path: [...path, 'parts', index],
    value,
  }))
}

/** One region for each function of a tool, and one for what else it is. */
function toolRegions(value: unknown, path: Path): readonly WireRegion[] {
  const tool = objectOf(value) ?? {}
  const member = spelling(tool, 'functionDeclarations', 'function_declarations')
  const { [member]: functions, ...rest } = tool
  const others = Object.keys(rest)
  return [
    ...(others.length === 0 ? [] : [{ kind: 'tool' as const, path, value: rest, label: others.join(' ') }]),
    ...listOf(functions).map((declared, index): WireRegion => {
      const label = stringOf(objectOf(declared)?.['name'])
      return { kind: 'tool', path: [...path, member, index], value: declared, label }
    }),
  ]
}
