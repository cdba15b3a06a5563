import type { WireObject } from '../wire-value.ts'
import { objectOf, stringOf, toldBy } from '../wire-value.ts'

/** Tool calls that grow. */
export interface StreamedCalls {
  /**
   * Takes the `tool_calls` of the next delta.
   *
   * @returns Of each, which of the calls it belongs to; undefined where it says nothing.
   */
  push(fragments: readonly unknown[]): readonly (number | undefined)[]
  /** The calls as far as they came, in the order of their beginnings. */
  value(): readonly WireObject[]
}

/**
 * The tool calls of a message. OpenAI tells the fragments of parallel calls apart by `index`, and only the first of a call has id
 * and name. Others repeat those, or send empty ones; number nothing; or send every call whole with the index 0, under a new id. A fragment
 * that names no tool goes on with a call wherever there is one.
 */
export function createCalls(): StreamedCalls {
  const calls: WireObject[] = []
  const placeOfIndex = new Map<unknown, number>()
  const placeOfId = new Map<string, number>()

  function placeOf(index: unknown, id: string, name: string): number {
    const goesOn = index === undefined || name === ''
    const place = placeOfIndex.get(index) ?? (goesOn ? (placeOfId.get(id) ?? calls.length - 1) : calls.length)
    const call = calls[place]
    return call === undefined || isOther(call, { index, id, name }) ? calls.length : place
  }

  return {
    push(fragments) {
      return fragments.map((item) => {
        const { index, ...fragment } = toldBy(objectOf(item) ?? {})
        if (Object.keys(fragment).length === 0) return undefined
        const id = stringOf(fragment['id'])
        const place = placeOf(index, id, nameOf(fragment))
        calls[place] = callWith(calls[place], fragment)
        if (index !== undefined) placeOfIndex.set(index, place)
        if (id !== '') placeOfId.set(id, place)
        return place
      })
    },
    value: () => [...calls],
  }
}

/** A function or custom tool as it is called, with the next fragment of its name and input. */
export function calledWith(before: WireObject | undefined, fragment: WireObject): WireObject {
  const name = stringOf(fragment['name']) || (before ?? fragment)['name']
  const inputs = ['arguments', 'input'].map((member) => [member, inputWith(before?.[member], fragment[member])])
  return toldBy({ ...before, ...fragment, name, ...Object.fromEntries(inputs) })
}

interface Beginning {
  readonly index: unknown
  readonly id: string
  readonly name: string
}

/** Whether a fragment begins a call of its own: it names a tool, and has another id, or no index and no id either. */
function isOther(call: WireObject, { index, id, name }: Beginning): boolean {
  if (name === '' || nameOf(call) === '') return false
  const known = stringOf(call['id'])
  if (index === undefined && id === '') return known === ''
  return id !== known && id !== '' && (index === undefined || known !== '')
}

function nameOf(call: WireObject): string {
  return stringOf(objectOf(call['function'])?.['name']) || stringOf(objectOf(call['custom'])?.['name'])
}

function callWith(before: WireObject | undefined, fragment: WireObject): WireObject {
  const id = stringOf(before?.['id']) || fragment['id']
  const type = stringOf(fragment['type']) || (before ?? fragment)['type']
  const called = ['function', 'custom'].map((kind) => {
    const [known, more] = [objectOf(before?.[kind]), objectOf(fragment[kind])]
    return [kind, more === undefined ? known : calledWith(known, more)]
  })
  return toldBy({ ...before, ...fragment, id, type, ...Object.fromEntries(called) })
}

/** JSON text is joined. A server that sends an object sends it whole. */
function inputWith(before: unknown, more: unknown): unknown {
  if (more === undefined || more === null) return before
  return typeof more === 'string' && typeof before === 'string' ? before + more : more
}
