import type {
  BlockReport,
  KindReport,
  LiteralCounts,
  PaceReport,
  PolicyReport,
  ProbeCounts,
  SpeedReport,
  TraceReport,
} from '../types/report.ts'
import { grouped, listed, percent } from './format.ts'

/** A table as it is printed and as it stands in a page. The first column is text, the others are figures unless they say so. */
export interface ReportTable {
  /** What it is about. */
  readonly title: string
  /** What a reader must know to read it, one sentence. */
  readonly note: string
  /** Names of the columns. */
  readonly head: readonly string[]
  /** Rows of as many cells. */
  readonly rows: readonly (readonly string[])[]
  /** Columns that hold text, by index; the first always does. */
  readonly textColumns: readonly number[]
}

/** All tables of one policy; those without a row are left out. */
export function tablesOf(policy: PolicyReport): readonly ReportTable[] {
  const { kinds, groups, probes, traces, speed, blocks, pace, counts } = policy
  return [
    savingTable(SAVED, 'o200k; the last share of JSON is against its minified text.', kinds),
    savingTable(SAVED_BY_GROUP, SUBSETS, groups),
    literalTable(
      LITERALS,
      'Paths with line, hashes, UUIDs, URLs, numbers and codes, each beside its neighbour.',
      kinds,
    ),
    literalTable(LITERALS_BY_GROUP, SUBSETS, groups),
    probeTable(probes),
    traceTable(traces),
    speedTable(speed),
    blockTable(blocks),
    paceTable(pace),
    {
      title: 'Promises',
      note: 'How often each was broken; none may be.',
      head: ['promise', 'broken'],
      rows: Object.entries(counts).map(([name, count]) => [PROMISE_NAMES[name] ?? name, grouped(count)]),
      textColumns: [],
    },
  ].filter(({ rows }) => rows.length > 0)
}

/** Titles of the tables that have a chart of the same figures. */
export const SAVED = 'Tokens saved'
/** Of the groups. */
export const SAVED_BY_GROUP = 'Tokens saved, by group'
/** Of the kinds. */
export const LITERALS = 'Literals'
/** Of the groups. */
export const LITERALS_BY_GROUP = 'Literals, by group'
const SUBSETS = 'Groups are subsets of the kinds above: the same texts again, as the aims name them.'

const PROMISE_NAMES: Readonly<Record<string, string>> = {
  decodeFailures: 'a lossless form decodes to its text',
  neverWorseViolations: 'no text gets longer',
  literalsLost: 'no literal is lost in a lossless form',
  literalsAltered: 'no literal of a view is altered or fused',
  originalsLost: 'each view has its original in the store',
  prefixBreaks: 'each request begins with the one before',
}

function savingTable(title: string, note: string, kinds: Readonly<Record<string, KindReport>>): ReportTable {
  return {
    title,
    note,
    head: ['kind', 'texts', 'before', 'after', 'total', 'median', 'of minified', 'changed', 'by'],
    rows: Object.entries(kinds).map(([name, kind]) => [
      name,
      grouped(kind.texts),
      grouped(kind.tokensBefore),
      grouped(kind.tokensAfter),
      percent(kind.savedTotal),
      percent(kind.savedMedian),
      percent(kind.savedMedianOfMinified),
      percent(kind.changed),
      listed(kind.changedBy),
    ]),
    textColumns: [8],
  }
}

/** A share of nothing. */
const NO_SHARE = '–'

function literalTable(title: string, note: string, kinds: Readonly<Record<string, KindReport>>): ReportTable {
  const row = (name: string, { total, visible, apart, encoded, dropped }: LiteralCounts): string[] => [
    name,
    ...[total, visible, apart, encoded, dropped].map(grouped),
    total === 0 ? NO_SHARE : percent(visible / total),
  ]
  return {
    title,
    note,
    head: ['kind', 'literals', 'visible', 'apart', 'encoded', 'dropped', 'visible share'],
    rows: Object.entries(kinds).map(([name, { literals }]) => row(name, literals)),
    textColumns: [],
  }
}

function probeTable(probes: Readonly<Record<string, ProbeCounts>>): ReportTable {
  return {
    title: 'Answers to questions',
    note: 'Visible to the model · on the first page of retrieving by the question · only in the whole original · encoded · lost.',
    head: [
      'kind of question',
      'asked',
      'visible',
      'retrieved',
      'whole',
      'encoded',
      'lost',
      'visible share',
      'reachable',
    ],
    rows: Object.entries(probes).map(([name, probe]) => [
      name,
      ...[probe.asked, probe.visible, probe.retrieved, probe.whole, probe.encoded, probe.lost].map(grouped),
      percent(probe.visibleShare),
      percent(probe.reachableShare),
    ]),
    textColumns: [],
  }
}

function traceTable(traces: TraceReport | undefined): ReportTable {
  const rows =
    traces === undefined
      ? []
      : [
          [
            'all requests, turn by turn',
            ...[traces.traces, traces.unread, traces.requests, traces.tokensBefore, traces.tokensAfter].map(grouped),
            percent(traces.savedTotal),
            percent(traces.savedMedian),
            grouped(traces.prefixBreaks),
          ],
        ]
  return {
    title: 'Conversations',
    note: 'All strings of all requests, and the retrieve tool in each where views are allowed: what a bill sees, before prices.',
    head: ['', 'conversations', 'unread', 'requests', 'before', 'after', 'total', 'median of last', 'prefix breaks'],
    rows,
    textColumns: [],
  }
}

function speedTable(speed: Readonly<Record<string, SpeedReport>>): ReportTable {
  return {
    title: 'Speed',
    note: 'New content each round, warm, median of three rounds; the last column is for the texts of the kind joined to one of 10 MB.',
    head: ['kind', 'MB', 'ms', 'MB/s', 'MB/s without counting', 'longest block, ms'],
    rows: Object.entries(speed).map(([name, one]) => [
      name,
      (one.characters / 1e6).toFixed(2),
      one.milliseconds.toFixed(1),
      one.megabytesPerSecond.toFixed(1),
      one.megabytesPerSecondUncounted.toFixed(1),
      one.longestBlockMilliseconds.toFixed(0),
    ]),
    textColumns: [],
  }
}

function blockTable(blocks: Readonly<Record<string, BlockReport>>): ReportTable {
  return {
    title: 'Generated outputs of 10 MB',
    note: 'One for each shape that is known by a compressor of the kinds above.',
    head: ['output', 'MB/s', 'longest block, ms', 'became'],
    rows: Object.entries(blocks).map(([name, one]) => [
      name,
      one.megabytesPerSecond.toFixed(1),
      one.longestBlockMilliseconds.toFixed(0),
      one.became,
    ]),
    textColumns: [3],
  }
}

function paceTable(pace: PaceReport | undefined): ReportTable {
  const rows =
    pace === undefined
      ? []
      : [
          ['throughput of new content, median over kinds', `${pace.medianMegabytesPerSecond.toFixed(1)} MB/s`, ''],
          [
            'throughput of new content, slowest kind',
            `${pace.slowestMegabytesPerSecond.toFixed(1)} MB/s`,
            pace.slowestKind,
          ],
          [
            'longest block of the event loop for a 10 MB output',
            `${pace.longestBlockMilliseconds.toFixed(0)} ms`,
            pace.longestBlockOf,
          ],
        ]
  return {
    title: 'Pace',
    note: 'All kinds together, tokens counted.',
    head: ['', 'measured', 'with'],
    rows,
    textColumns: [2],
  }
}
