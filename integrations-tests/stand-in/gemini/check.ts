import type { JsonObject } from '../json-value.ts'
import type { Refusal, RoomSettings } from '../room.ts'
import { objectsOf, stringOf } from '../json-value.ts'
import { bodyOf, type Content, contentsOf, memberOf } from './body.ts'
import { checkFunctionTurns } from './check-function-turns.ts'
import { checkSignatures } from './check-signatures.ts'

/**
 * What `generateContent` would refuse a request for. The wording follows the service's where clients have reported it.
 *
 * @param model As the path names it. Default: as the body does, which Code Assist's is the only one to do; unknown is taken for new.
 */
export function checkGemini(
  request: JsonObject,
  { strict }: RoomSettings,
  model: string = stringOf(request.model),
): Refusal | undefined {
  if (!strict) return undefined
  const body = bodyOf(request)
  const contents = body.contents === undefined ? [] : contentsOf(request)
  const message =
    checkContents(contents) ??
    checkCachedContent(body) ??
    checkDeclarations(body) ??
    checkFunctionTurns(contents) ??
    checkSignatures(contents, model)
  return message === undefined ? undefined : { status: 400, type: 'INVALID_ARGUMENT', message }
}

function checkContents(contents: readonly Content[]): string | undefined {
  if (contents.length === 0) return '* GenerateContentRequest.contents: contents is not specified'
  for (const [at, { role, parts }] of contents.entries()) {
    if (role !== undefined && role !== 'user' && role !== 'model') return 'Please use a valid role: user, model.'
    const where = `GenerateContentRequest.contents[${at}].parts`
    if (parts.length === 0) return `* ${where}: contents.parts must not be empty.`
    const empty = parts.findIndex((part) => !KINDS.some((kind) => memberOf(part, kind) !== undefined))
    if (empty >= 0) return `* ${where}[${empty}].data: required oneof field 'data' must have one initialized field`
  }
  return undefined
}

/** What a part can hold. Source: `Part.data` of the API reference; a part with nothing but a signature is taken too (recorded). */
const KINDS = [
  'text',
  'inlineData',
  'fileData',
  'functionCall',
  'functionResponse',
  'executableCode',
  'codeExecutionResult',
  'toolCall',
  'toolResponse',
  'thoughtSignature',
]

/** A cached prefix holds the instruction and the tools already. */
function checkCachedContent(body: JsonObject): string | undefined {
  if (memberOf(body, 'cachedContent') === undefined) return undefined
  const repeated = ['systemInstruction', 'tools', 'toolConfig'].some((name) => memberOf(body, name) !== undefined)
  if (!repeated) return undefined
  return (
    'CachedContent can not be used with GenerateContent request setting system_instruction, tools or tool_config.\n\n' +
    'Proposed fix: move those values to CachedContent from GenerateContent request.'
  )
}

function checkDeclarations(body: JsonObject): string | undefined {
  const names = objectsOf(body.tools)
    .flatMap((tool) => objectsOf(memberOf(tool, 'functionDeclarations')))
    .map(({ name }) => stringOf(name))
  const duplicate = names.find((name, at) => names.indexOf(name) < at)
  return duplicate === undefined ? undefined : `Duplicate function declaration found: ${duplicate}`
}
