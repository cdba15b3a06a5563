import type { Steps } from '../steps.ts'

/** The smallest part of a document that a view keeps or drops as a whole: a row, a line, a hunk. */
export interface Unit {
  /** Byte-identical to its place in the source; what selection scores. */
  readonly text: string
  /** How much it matters on its own: 0 (nothing special) to 1 (must be seen). Errors, outliers, change points. */
  readonly signal?: number
  /** What stands over it and is not in its text: the file of a hit, the path of a branch. Counts more than the text when a query is answered. */
  readonly heading?: string
  /** A number that it stands for in the series of all units: a duration, a count. Outliers and the place where the level changes are kept. */
  readonly value?: number
  /** Must stay in every view: first and last, the head of a structure. */
  readonly pinned?: boolean
}

/** Parsed content as an ordered list of units. Rooms add what rendering needs. */
export interface Document {
  /** In reading order. */
  readonly units: readonly Unit[]
}

/** What to aim for when a view is made. */
export interface Goal {
  /** What is being asked: the user text before the tool call, and the call's input. May be empty. */
  readonly query: string
  /** Share of the document's characters to keep, above 0 and at most 1. Undefined: as the content's own knee says. */
  readonly keepRatio?: number
}

/** Which units a view keeps, and why. */
export interface Kept {
  /** Ascending, unique indices into `document.units`. */
  readonly indices: readonly number[]
  /** Why these, for the view header, in words a model can read: `errors`, `outliers`, `first and last`. */
  readonly reasons: readonly string[]
}

/** A shortened form that leaves units out. */
export interface View {
  /** The kept units as text, without header. */
  readonly text: string
  /** Plural name of a unit in the payload's own terms: `rows`, `lines`. */
  readonly unit: string
  /** Units in the original. */
  readonly total: number
  /** Units shown whole. `total - kept` are left out; the header says so. */
  readonly kept: number
  /** Why these units, in words a model can read. */
  readonly reasons: readonly string[]
  /** Facts computed over all units, kept or not, each a short statement: `level: 180 INFO, 39 ERROR`. */
  readonly facts: readonly string[]
}

/** A form that decodes to the input. */
export interface LosslessForm {
  /** The whole form, as the model reads it. */
  readonly text: string
}

/**
 * One kind of content, as the planner sees it. Made by `defineCompressor()`.
 * Pure: it knows no store, tokenizer, clock or environment, and the same arguments always give the same text.
 */
export interface Compressor {
  /** Kebab-case, unique. */
  readonly name: string
  /**
   * How surely the text is of this kind, from a bounded prefix and suffix only: 0 no · up to 0.3 it may hold parts of this kind ·
   * 0.5 lines that look like it among others · 0.8 nearly all lines follow the grammar · 1 nothing else looks so.
   */
  detect(text: string): number
  /** Shorter forms of the text, at once or in steps. Undefined: not of this kind after all. */
  open(text: string): Opened | undefined | Steps<Opened | undefined>
  /** The canonical form of the text that a lossless form was made of. May throw on any other text. */
  decode?(lossless: string): string
}

/** A text that a compressor has understood. Its forms are made when asked for. */
export interface Opened {
  /** What a lossless form decodes to: the text itself, but for spelling that the kind holds insignificant. */
  canonical(): string
  /**
   * A form whose decoder, run on this very output, gave the input again. Undefined: there is none.
   * "The input" is its canonical form.
   *
   * @param goal A form may keep in one piece what the query names; it shows everything all the same. Default: nothing is asked.
   */
  lossless(goal?: Goal): LosslessForm | undefined | Steps<LosslessForm | undefined>
  /** A form that keeps some units and drops others. Undefined: nothing worth dropping, or no such form. */
  view(goal: Goal): View | undefined | Steps<View | undefined>
}
