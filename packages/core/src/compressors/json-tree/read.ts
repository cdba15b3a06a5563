import type { JsonNode } from '../../json/node.ts'
import { readJsonInSteps } from '../../json/read.ts'
import { textOfJson } from '../../json/text.ts'
import { minifiedInSteps } from '../../json/write.ts'
import type { Steps } from '../../steps.ts'
import { mapInSteps } from '../each-in-steps.ts'
import { documentInSteps } from '../json-rows/read-document.ts'
import { cutInSteps, joinInSteps } from '../lines.ts'
import { readLegend } from './legend.ts'
import type { ReadLegend } from './legend.ts'
import { expandNames, readNames } from './names.ts'
import { closeStrings } from './opened-strings.ts'
import { readOutline } from './read-outline.ts'
import { unshareValues } from './shared-values.ts'

/** The canonical form of a document, from what `writeTree()` wrote. Throws where the text is no such thing. */
export function* readTree(text: string): Steps<string> {
  const end = text.indexOf('\n')
  const legend = end < 0 ? undefined : readLegend(text.slice(0, end))
  if (legend === undefined) return text
  const body = yield* expandNames(readNames(text, end + 1))
  const canonical = yield* restored(legend, yield* readBody(yield* cutInSteps(body)))
  const { cut } = legend
  return cut === undefined ? canonical : canonical.slice(0, canonical.length - cut.levels) + cut.rest
}

interface ReadBody {
  readonly json: string
  /** Whether it is JSON texts on lines of their own. */
  readonly isLines: boolean
}

function* readBody(lines: readonly string[]): Steps<ReadBody> {
  const { skeleton, end } = yield* readOutline(lines)
  const json = yield* documentInSteps([skeleton, ...lines.slice(end)])
  return { json, isLines: skeleton.startsWith('<lines of ') }
}

function* restored({ isLines, hasOpened, hasShared }: ReadLegend, body: ReadBody): Steps<string> {
  if (!isLines && !hasOpened && !hasShared) return body.json
  if (body.isLines && !hasOpened) {
    return yield* joinInSteps(yield* mapInSteps(yield* cutInSteps(body.json), textOfLine), '\n')
  }
  const json = body.isLines ? `[${body.json.replaceAll('\n', ',')}]` : body.json
  const reading = yield* readJsonInSteps(json, 0, json.length)
  if (!('node' in reading)) throw new SyntaxError('What was written is no JSON')
  const whole = hasShared ? yield* unshareValues(reading.node) : reading.node
  const closed = hasOpened ? yield* closeStrings(whole) : whole
  return isLines ? yield* linesOf(closed) : yield* minifiedInSteps(closed)
}

function* linesOf(root: JsonNode): Steps<string> {
  if (root.kind !== 'array') throw new SyntaxError('Lines that are no array')
  const lines: string[] = []
  for (const item of root.items) {
    lines.push(textOfLine(yield* minifiedInSteps(item)))
    if (lines.length % LINES_IN_STEP === 0) yield
  }
  return yield* joinInSteps(lines, '\n')
}

/** Lines that are written in one step. */
const LINES_IN_STEP = 256

/** A line that is no JSON was written as a string. */
function textOfLine(json: string): string {
  return json.charCodeAt(0) === 34 ? textOfJson(json) : json
}
