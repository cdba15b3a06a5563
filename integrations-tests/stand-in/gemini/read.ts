import type { JsonObject } from '../json-value.ts'
import type { Reading } from '../room.ts'
import { objectOf, objectsOf, stringOf, textIn } from '../json-value.ts'
import { bodyOf, contentsOf, memberOf } from './body.ts'
import { geminiRouteOf } from './route.ts'

/** What the script needs to know of a Gemini request. */
export function readGemini(request: JsonObject, url: string): Reading {
  const contents = contentsOf(request)
  return {
    assistantTurns: contents.filter(({ role }, at) => role === 'model' && contents[at - 1]?.role !== 'model').length,
    tools: objectsOf(bodyOf(request).tools)
      .flatMap((tool) => objectsOf(memberOf(tool, 'functionDeclarations')))
      .map(({ name }) => stringOf(name)),
    toolResults: contents
      .flatMap(({ parts }) => parts)
      .map((part) => memberOf(part, 'functionResponse'))
      .filter((response) => response !== undefined)
      .map((response) => textOfResponse(objectOf(objectOf(response).response))),
    wantsStream: geminiRouteOf(url)?.action === 'streamGenerateContent',
  }
}

/** The members in which clients give the text of a result. */
const TEXT_MEMBERS = ['output', 'result', 'content', 'error']

function textOfResponse(response: JsonObject): string {
  const given = TEXT_MEMBERS.map((name) => textIn(response[name])).find((text) => text !== '')
  return given ?? JSON.stringify(response)
}
