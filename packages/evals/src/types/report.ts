import type { Skipped } from './input.ts'

/** A policy that the gate judges. */
export type JudgedPolicy = 'lossless' | 'balanced'

/** The policies that the gate judges, in the order of the report. */
export const JUDGED_POLICIES: readonly JudgedPolicy[] = ['lossless', 'balanced']

/** Something that must not be: each breaks a promise of the engine. */
export interface Failure {
  /** Which promise: the name of its count in `FailureCounts`. */
  readonly failure: keyof FailureCounts
  /** Path of the file, or of the conversation. */
  readonly name: string
  /** What was expected and what was found, in words. */
  readonly detail: string
}

/** How often each promise was broken. */
export interface FailureCounts {
  /** Lossless forms that do not decode to the text, or for JSON to its minified text. */
  readonly decodeFailures: number
  /** Texts that became longer, in tokens. */
  readonly neverWorseViolations: number
  /** Literals that are missing from what a lossless form decodes to. */
  readonly literalsLost: number
  /** Literals in a view that stand nowhere in the original: altered or fused. */
  readonly literalsAltered: number
  /** Views whose original is not in the store, byte for byte. */
  readonly originalsLost: number
  /** Requests of which the next turn's request does not begin with the same bytes. */
  readonly prefixBreaks: number
}

/** Where the distinct literals of original texts are after compression; each beside its neighbour, the nearest word before it. */
export interface LiteralCounts {
  /** Distinct pairs of a literal and its neighbour in each text. */
  readonly total: number
  /** Stand whole in the shortened text, the neighbour on the same line or above. */
  readonly visible: number
  /** Stand whole in the shortened text, but the neighbour does not stand on the line or above. */
  readonly apart: number
  /** Do not stand whole in a lossless form: part of a sequence, of a template or of a heading. Decoding gives them. */
  readonly encoded: number
  /** Are not in a view. Retrieving gives them. */
  readonly dropped: number
}

/** What became of the outputs of one kind. Shares are from 0 to 1. */
export interface KindReport {
  /** Texts judged: files, and results of conversations. */
  readonly texts: number
  /** UTF-16 units of them. */
  readonly characters: number
  /** o200k tokens of the originals. */
  readonly tokensBefore: number
  /** o200k tokens of what a model reads. */
  readonly tokensAfter: number
  /** Share of all tokens that is saved. */
  readonly savedTotal: number
  /** Share of the tokens that is saved, the median over texts. */
  readonly savedMedian: number
  /** The same against the minified text, where the text is JSON. */
  readonly savedMedianOfMinified: number
  /** Share of texts that became another text. */
  readonly changed: number
  /** Texts by what changed them: the compressor and the form. */
  readonly changedBy: Readonly<Record<string, number>>
  /** Where the literals are. */
  readonly literals: LiteralCounts
}

/** What became of the answers to questions of one kind. */
export interface ProbeCounts {
  /** Questions asked whose answer is in the text. */
  readonly asked: number
  /** The answer stands in what the model reads. */
  readonly visible: number
  /** Not visible, but on the first page that retrieving by the question, or by what it quotes, gives. */
  readonly retrieved: number
  /** Neither, but in the stored original. */
  readonly whole: number
  /** Nothing is stored, but the lossless form decodes to it. */
  readonly encoded: number
  /** Gone. */
  readonly lost: number
  /** Share of those asked that is visible. */
  readonly visibleShare: number
  /** Share of those asked that is visible, retrieved or in the stored original; encoded answers count, as nothing is left out. */
  readonly reachableShare: number
}

/** A question whose answer is not visible. */
export interface HiddenProbe {
  /** Id of the question. */
  readonly id: string
  /** Its kind. */
  readonly kind: string
  /** The file that it asks about. */
  readonly file: string
  /** What is asked. */
  readonly query: string
  /** The strings that are not visible. */
  readonly missing: readonly string[]
  /** Where they are. */
  readonly fate: 'retrieved' | 'whole' | 'encoded' | 'lost'
  /** What the text became: form and compressor. */
  readonly form: string
}

/** What became of conversations, each of their requests sent in fresh state. */
export interface TraceReport {
  /** Conversations. */
  readonly traces: number
  /** Conversations in no format that the engine reads; they are left as they are. */
  readonly unread: number
  /** Requests: one before each answer of the model, and one of the whole conversation. */
  readonly requests: number
  /** o200k tokens of all strings in all requests: what a bill sees, before prices. */
  readonly tokensBefore: number
  /** The same after compression, the retrieve tool in each request included where views are allowed. */
  readonly tokensAfter: number
  /** Share that is saved; negative where the retrieve tool costs more. */
  readonly savedTotal: number
  /** Share of the last and longest request that is saved, the median over conversations. */
  readonly savedMedian: number
  /** Requests that the next turn's request does not begin with. */
  readonly prefixBreaks: number
}

/** How fast new content of one kind is compressed: warm, the median of several rounds. */
export interface SpeedReport {
  /** UTF-16 units that were compressed in all rounds that count. */
  readonly characters: number
  /** Of these rounds together. */
  readonly milliseconds: number
  /** Million UTF-16 units a second, tokens counted; the median of the rounds. */
  readonly megabytesPerSecond: number
  /** The same with a tokenizer that costs nothing: what reading, writing and proving take. */
  readonly megabytesPerSecondUncounted: number
  /** Longest that the event loop stood still while one long text was compressed. */
  readonly longestBlockMilliseconds: number
  /** UTF-16 units of that text. */
  readonly longTextCharacters: number
}

/** How one generated output was compressed: ten million UTF-16 units of one kind. */
export interface BlockReport {
  /** Its UTF-16 units. */
  readonly characters: number
  /** Million UTF-16 units a second, tokens counted. */
  readonly megabytesPerSecond: number
  /** Longest that the event loop stood still meanwhile. */
  readonly longestBlockMilliseconds: number
  /** What it became: form and compressor, or why it stayed as it was. */
  readonly became: string
}

/** All that was found under one policy. */
export interface PolicyReport {
  /** By kind: the folder's name, or the compressor that knows the text best. */
  readonly kinds: Readonly<Record<string, KindReport>>
  /** Subsets of kinds, the same texts again: `search hits`, `listings`, `JSON rows`. Only for the layout of the evaluation data. */
  readonly groups: Readonly<Record<string, KindReport>>
  /** By kind of question; kinds with a common start are also counted as `json_*`. */
  readonly probes: Readonly<Record<string, ProbeCounts>>
  /** Questions whose answer is not visible. */
  readonly hidden: readonly HiddenProbe[]
  /** Questions whose answer is not in the text they ask about; not counted. */
  readonly unanswerable: number
  /** Conversations; undefined where there are none. */
  readonly traces?: TraceReport
  /** By kind; empty where timing was not asked for. */
  readonly speed: Readonly<Record<string, SpeedReport>>
  /** Generated outputs by name: one for each shape that a compressor of the folder's outputs knows. Empty where timing was not asked for. */
  readonly blocks: Readonly<Record<string, BlockReport>>
  /** The medians and extremes of `speed` and `blocks`; undefined where timing was not asked for. */
  readonly pace?: PaceReport
  /** How often each promise was broken. */
  readonly counts: FailureCounts
  /** Each time a promise was broken. */
  readonly failures: readonly Failure[]
}

/** How fast kinds are, together. */
export interface PaceReport {
  /** The median over kinds. */
  readonly medianMegabytesPerSecond: number
  /** Of the slowest kind. */
  readonly slowestMegabytesPerSecond: number
  /** Which kind that is. */
  readonly slowestKind: string
  /** Over the long texts of all kinds, joined and generated. */
  readonly longestBlockMilliseconds: number
  /** The kind, or the name of the generated output, that this was with. */
  readonly longestBlockOf: string
}

/** A bound that did not hold. */
export interface Breach {
  /** JSON Pointer of the figure in the report. */
  readonly figure: string
  /** What was measured. */
  readonly measured: number
  /** What would do. */
  readonly bound: Bound
}

/** What a figure must be. */
export interface Bound {
  /** It may not be more. */
  readonly atMost?: number
  /** It may not be less. */
  readonly atLeast?: number
}

/** What the gate found. */
export interface FidelityReport {
  /** The folder that was judged. */
  readonly folder: string
  /** What the folder was taken for. */
  readonly layout: 'data' | 'own'
  /** Files of each kind that were taken; undefined for all. */
  readonly sample?: number
  /** Files that are not judged, and why. */
  readonly skipped: readonly Skipped[]
  /** What was found, by policy. */
  readonly policies: Readonly<Partial<Record<JudgedPolicy, PolicyReport>>>
  /** Bounds that did not hold; the gate fails where there is one. */
  readonly breaches: readonly Breach[]
  /** Bounds that lead to no figure: JSON Pointers. */
  readonly unmeasured: readonly string[]
  /** Wall-clock time of the whole judgement. */
  readonly seconds: number
  /** Most resident memory of the process, in bytes; the gate holds the whole folder. */
  readonly peakMemoryBytes: number
}
