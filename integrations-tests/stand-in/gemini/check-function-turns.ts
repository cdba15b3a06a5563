import type { JsonObject } from '../json-value.ts'
import type { Content } from './body.ts'
import { objectOf } from '../json-value.ts'
import { memberOf } from './body.ts'

/**
 * What is wrong with the calls and responses of a conversation: the calls of a model's turn follow a user's turn or responses, and are
 * answered in the next, each once: by id where both sides tell one, else by order and name. A response is an object.
 */
export function checkFunctionTurns(contents: readonly Content[]): string | undefined {
  for (const [at, content] of contents.entries()) {
    const calls = membersOf(content, 'functionCall')
    const responses = membersOf(content, 'functionResponse')
    const before = contents[at - 1]
    const after = contents[at + 1]
    const fault =
      checkResponseObjects(content, at) ??
      (responses.length > 0 && (before === undefined || membersOf(before, 'functionCall').length === 0)
        ? 'Please ensure that function response turn comes immediately after a function call turn.'
        : undefined) ??
      (calls.length > 0 ? checkCallTurn(content, before, after) : undefined)
    if (fault !== undefined) return fault
  }
  return undefined
}

function checkCallTurn(content: Content, before: Content | undefined, after: Content | undefined): string | undefined {
  if (content.role !== 'model') return 'Please ensure that function calls are in a turn of the role model.'
  if (before === undefined || before.role === 'model') {
    return 'Please ensure that function call turn comes immediately after a user turn or after a function response turn.'
  }
  const calls = membersOf(content, 'functionCall')
  const responses = after === undefined || after.role === 'model' ? [] : membersOf(after, 'functionResponse')
  if (calls.length !== responses.length) {
    return (
      'Please ensure that the number of function response parts is equal to the number of function call parts of the ' +
      'function call turn.'
    )
  }
  return checkAnswers(calls, responses)
}

/** The wording is ours: what the service does with answers to other calls is not documented. */
function checkAnswers(calls: readonly JsonObject[], responses: readonly JsonObject[]): string | undefined {
  const open = new Map<unknown, unknown>(calls.flatMap(({ id, name }) => (id === undefined ? [] : [[id, name]])))
  for (const [place, { id, name }] of responses.entries()) {
    const asked = id === undefined || open.size === 0 ? calls[place]?.name : open.get(id)
    if (asked !== name)
      return `The function response part ${place}, of '${String(name)}', answers no open function call.`
    open.delete(id)
  }
  return undefined
}

function checkResponseObjects(content: Content, at: number): string | undefined {
  for (const [place, part] of content.parts.entries()) {
    const value = memberOf(part, 'functionResponse')
    if (value === undefined || isObject(objectOf(value).response)) continue
    const where = `contents[${at}].parts[${place}].function_response.response`
    return `Invalid value at '${where}' (type.googleapis.com/google.protobuf.Struct)`
  }
  return undefined
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function membersOf(content: Content, kind: string): readonly JsonObject[] {
  return content.parts.flatMap((part) => {
    const value = memberOf(part, kind)
    return value === undefined ? [] : [objectOf(value)]
  })
}
