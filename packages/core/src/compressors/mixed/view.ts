import { viewSummary } from '../../retrieve/view-header.ts'
import { STEP_LENGTH, type Steps, stepsOf } from '../../steps.ts'
import type { Goal, View } from '../../types/compressor.ts'
import { countLineFeeds } from '../lines.ts'
import { isShorterInSteps } from '../token-estimate.ts'
import type { MixedDocument } from './document.ts'
import { LEGEND } from './frame.ts'
import type { Part } from './part.ts'
import { writtenForm } from './write.ts'

/** A part's view must save this share of the tokens of its best other form, by estimate: below, seeing all of it is worth more. */
const MIN_SAVED = 0.2

/**
 * A view of a text with parts: each part that has a view worth it in its view, behind a line that tells which lines of the
 * original it stands for and how much of them it shows; the others in their lossless forms; the text between them whole.
 * Its units are the lines of the text and the units of the views. Undefined where no part has a view.
 */
export function* viewMixed({ text, parts }: MixedDocument, goal: Goal): Steps<View | undefined> {
  const units = new Set(['lines'])
  const written: string[] = []
  let [at, kept, left, viewed] = [0, 0, 0, 0]
  let hasFrame = false
  let pause = STEP_LENGTH
  for (const part of parts) {
    const { start, end, lossless } = part
    if (start > pause) yield void (pause = start + STEP_LENGTH)
    const view = yield* viewOf(part, text, goal)
    if (view === undefined && lossless === undefined) continue
    written.push(text.slice(at, start), view === undefined ? losslessOf(part) : viewedOf(part, text, view))
    at = end
    if (view === undefined) {
      hasFrame = true
      continue
    }
    viewed++
    units.add(view.unit)
    kept += view.kept - linesIn(text.slice(start, end))
    left += view.total - view.kept
  }
  if (left === 0) return undefined
  kept += linesIn(text)
  const reasons = [`text whole, ${viewed} long ${viewed === 1 ? 'part' : 'parts'} in part`]
  const unit = [...units].join(' and ')
  const whole = (hasFrame ? LEGEND : '') + written.join('') + text.slice(at)
  return { text: whole, unit, total: kept + left, kept, reasons, facts: [] }
}

function* viewOf({ start, end, opened, lossless, isKnown }: Part, text: string, goal: Goal): Steps<View | undefined> {
  if (!isKnown) return undefined
  const view = yield* stepsOf(opened.view(goal))
  if (view === undefined || view.kept >= view.total) return undefined
  const other = lossless?.text ?? text.slice(start, end)
  return (yield* isShorterInSteps(MIN_SAVED, viewSummary(view) + view.text, other)) ? view : undefined
}

function losslessOf({ lossless }: Part): string {
  return lossless === undefined ? '' : writtenForm(lossless)
}

/** A view and where it stands: what it counts from the start of its part, `headroom_retrieve` counts from that of the text. */
function viewedOf(part: Part, text: string, view: View): string {
  const { start, end, line } = part
  const last = line + linesIn(text.slice(start, end)) - 1
  const place = line === last ? `Line ${line}` : `Lines ${line}-${last}`
  return `[${place}${countsOf(part)}: ${viewSummary(view)}]\n${view.text}`
}

/** Rooms whose views and facts number the lines of what they were given (others tell lines of files), and rooms that count values of JSON. */
const LINES = new Set(['log', 'table', 'listing'])
const VALUES = new Set(['json-rows', 'json-tree', 'server-events'])

function countsOf({ room, line }: Part): string {
  if (VALUES.has(room.name)) return ', indices and paths below count in this part only: ask for lines or grep'
  return LINES.has(room.name) && line > 1 ? `, line 1 below is line ${line}` : ''
}

function linesIn(text: string): number {
  return countLineFeeds(text, Infinity) + (text.endsWith('\n') ? 0 : 1)
}
