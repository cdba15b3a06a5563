import { InvalidOptionError } from '../errors.ts'
import { keepBest } from '../select/keep-best.ts'
import { atOnce, type Steps, stepsOf } from '../steps.ts'
import type { Compressor, Document, Goal, Kept, LosslessForm, Opened, View } from '../types/compressor.ts'

/**
 * One kind of content: how to know it, read it, choose from it and write it. All functions are pure.
 *
 * Work on long texts may be given as steps (a generator that yields every `STEP_LENGTH` characters or so), so that a host's
 * event loop is never blocked for long; a plain function is fine where the work is short.
 *
 * @typeParam D What `parse` gives and `render` needs: units, and whatever else the room keeps.
 */
export interface Room<D extends Document> {
  /** Kebab-case, unique. */
  readonly name: string
  /** Plural name of a unit, for the view header: `rows`, `lines`. */
  readonly unit: string
  /** How surely a text is of this kind, 0 to 1, from a bounded prefix and suffix. */
  detect(text: string): number
  /** The document, or undefined: not this kind after all. Linear in the text. */
  parse(text: string): D | undefined | Steps<D | undefined>
  /**
   * What `decode` gives back for a text: the text itself unless the kind has insignificant spelling.
   * (`json-rows` proves lexemes, not spaces, so its canonical form is the minified text.)
   */
  canonical?(document: D): string
  /**
   * The form that shows every unit, for `decode`. What the query names may be kept in one piece. Undefined: the room has no
   * lossless form of this document.
   */
  encode?(document: D, goal: Goal): string | undefined | Steps<string | undefined>
  /** The inverse of `encode`. A throw counts as a failed proof. */
  decode?(rendered: string): string | Steps<string>
  /** Whether the units are not as in the source (colours taken out): then a view of all of them is one, too. Default: no. */
  isCleaned?(document: D): boolean
  /** Which units a view shows. Default: `keepBest`. */
  select?(document: D, goal: Goal): Kept | Steps<Kept>
  /** A view: the kept units, byte for byte and in order. Undefined: this document has no view. */
  render?(document: D, kept: Kept, goal: Goal): string | undefined | Steps<string | undefined>
  /** Facts over all units, for the view header, each a short statement. */
  facts?(document: D, kept: Kept): readonly string[] | Steps<readonly string[]>
}

/**
 * Makes a compressor of a room. Supplies the two guarantees that a room need not think of: a lossless form is only
 * given out when its decoder, run on it, returned the canonical input; a view only when it leaves something out.
 *
 * @throws InvalidOptionError where the room lacks a part.
 */
export function defineCompressor<D extends Document>(room: Room<D>): Compressor {
  assertRoom(room)
  const { decode } = room
  return {
    name: room.name,
    detect: (text) => room.detect(text),
    ...(decode === undefined ? {} : { decode: (rendered) => atOnce(stepsOf(decode(rendered))) }),
    *open(text) {
      const document = yield* stepsOf(room.parse(text))
      return document === undefined ? undefined : openedBy(room, document, text)
    },
  }
}

function assertRoom(given: object): void {
  const room: { readonly [part in keyof Room<Document>]?: unknown } | undefined = given
  const problem = [
    typeof room?.name !== 'string' && 'a `name`',
    typeof room?.detect !== 'function' && 'a function `detect`',
    typeof room?.parse !== 'function' && 'a function `parse`',
    room?.encode !== undefined && room.decode === undefined && 'a `decode` beside its `encode`',
  ].find((part) => part !== false)
  if (problem !== undefined) throw new InvalidOptionError('room', `must have ${problem}`)
}

function openedBy<D extends Document>(room: Room<D>, document: D, text: string): Opened {
  return {
    canonical: () => canonicalOf(room, document, text),
    lossless: (goal = NOTHING_ASKED) => provenForm(room, document, text, goal),
    view: (goal) => viewOf(room, document, goal),
  }
}

const NOTHING_ASKED: Goal = { query: '' }

function* provenForm<D extends Document>(
  room: Room<D>,
  document: D,
  text: string,
  goal: Goal,
): Steps<LosslessForm | undefined> {
  if (room.encode === undefined || room.decode === undefined) return undefined
  const rendered = yield* stepsOf(room.encode(document, goal))
  if (rendered === undefined) return undefined
  const isProven = yield* decodes(room.decode, rendered, canonicalOf(room, document, text))
  return isProven ? { text: rendered } : undefined
}

function canonicalOf<D extends Document>(room: Room<D>, document: D, text: string): string {
  return room.canonical === undefined ? text : room.canonical(document)
}

function* decodes(
  decode: (rendered: string) => string | Steps<string>,
  rendered: string,
  expected: string,
): Steps<boolean> {
  try {
    return (yield* stepsOf(decode(rendered))) === expected
  } catch {
    // A decoder that throws has not proven anything: the form is simply not offered.
    return false
  }
}

function* viewOf<D extends Document>(room: Room<D>, document: D, goal: Goal): Steps<View | undefined> {
  if (room.render === undefined) return undefined
  const kept = yield* stepsOf(room.select === undefined ? keepBest(document, goal) : room.select(document, goal))
  const total = document.units.length
  if (kept.indices.length >= total && room.isCleaned?.(document) !== true) return undefined
  const text = yield* stepsOf(room.render(document, kept, goal))
  if (text === undefined) return undefined
  const facts = room.facts === undefined ? [] : yield* stepsOf(room.facts(document, kept))
  return { text, unit: room.unit, total, kept: kept.indices.length, reasons: kept.reasons, facts }
}
