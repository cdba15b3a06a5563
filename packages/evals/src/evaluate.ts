import { defaultTokenizer, type Tokenizer } from '@headroom/core'
import { readFolder } from './inputs/read-folder.ts'
import { groupOf } from './measures/group.ts'
import { reportsOf } from './measures/kinds.ts'
import { measureBlocks } from './measures/blocks.ts'
import { literalsOf } from './measures/literals.ts'
import { minifiedJson } from './measures/minify.ts'
import { type KnownOutput, measureOutput, type OutputResult } from './measures/output.ts'
import { countProbes, measureProbe, type ProbeResult } from './measures/probes.ts'
import { measureSpeed, paceOf } from './measures/speed.ts'
import { measureTrace, type TraceResult, tracesReport } from './measures/traces.ts'
import { engine, rememberingLast, type Subject } from './subject.ts'
import { checkThresholds, DATA_THRESHOLDS, PROMISE_THRESHOLDS, type Thresholds } from './thresholds.ts'
import type { Inputs, OutputInput } from './types/input.ts'
import {
  type Failure,
  type FailureCounts,
  type FidelityReport,
  JUDGED_POLICIES,
  type JudgedPolicy,
  type PolicyReport,
  type SpeedReport,
} from './types/report.ts'

/** What `evaluate` takes. All optional. */
export interface EvaluateOptions {
  /** Policies to judge. Default: both. */
  readonly policies?: readonly JudgedPolicy[]
  /** Kinds to judge: names of folders under `outputs`, `traces`, `evals`, or names of compressors. One that is not there is misuse. Default: all. */
  readonly kinds?: readonly string[]
  /** Files of each kind to take, the same ones each time. Default: all. */
  readonly sample?: number
  /** Whether time is measured, which takes some seconds for each kind. Default: yes. */
  readonly speed?: boolean
  /**
   * Bounds on figures of the report. Default: the engine's promises, and for the whole of the evaluation data the aims of its issue.
   */
  readonly thresholds?: Thresholds
  /** What is judged. Default: the engine with its default compressors. */
  readonly subject?: Subject
  /** Is told how far the work is, in steps of uneven length. */
  readonly onProgress?: (done: number, total: number, doing: string) => void
}

/**
 * Judges what compression does to the content of a folder: what it saves, what it keeps, and how fast it is.
 *
 * @throws Misuse where the folder cannot be used, or holds nothing of a kind that is asked for.
 */
export async function evaluate(folder: string, options: EvaluateOptions = {}): Promise<FidelityReport> {
  const start = performance.now()
  const { policies = JUDGED_POLICIES, subject = engine(), sample, kinds, speed = true } = options
  const inputs = await readFolder(folder, { sample, kinds }, (text) => subject.kindOf(text) ?? 'unknown')
  const tokenizer = await defaultTokenizer()
  const progress = progressOf(inputs, policies.length, speed, options.onProgress)
  const judge = { subject, tokenizer, progress }
  const results = await judgeOutputs(inputs.outputs, policies, judge)
  const judged: [JudgedPolicy, PolicyReport][] = []
  for (const policy of policies)
    judged.push([policy, await judgePolicy(inputs, results.get(policy) ?? [], policy, { ...judge, isTimed: speed })])
  const found = { policies: Object.fromEntries(judged) }
  return {
    folder,
    layout: inputs.layout,
    ...(sample === undefined ? {} : { sample }),
    skipped: inputs.skipped,
    ...found,
    ...checkThresholds(found, options.thresholds ?? defaultThresholds(inputs, options)),
    seconds: (performance.now() - start) / 1000,
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
  }
}

// Medians of a part of the data say nothing about aims for all of it. What is not asked for has no bound.
function defaultThresholds(
  { layout }: Inputs,
  { sample, kinds, speed = true, policies = JUDGED_POLICIES }: EvaluateOptions,
): Thresholds {
  const isWhole = layout === 'data' && sample === undefined && kinds === undefined
  const all = isWhole ? { ...PROMISE_THRESHOLDS, ...DATA_THRESHOLDS } : PROMISE_THRESHOLDS
  const isAsked = (figure: string): boolean =>
    policies.some((policy) => figure.startsWith(`/policies/${policy}/`)) && (speed || !figure.includes('/pace/'))
  return Object.fromEntries(Object.entries(all).filter(([figure]) => isAsked(figure)))
}

type Progress = (doing: string) => void

function progressOf(
  { outputs, probes, traces }: Inputs,
  policies: number,
  speed: boolean,
  tell: EvaluateOptions['onProgress'],
): Progress {
  const timed = speed ? kindsOf(outputs).size + 1 : 0
  const total = outputs.length + policies * (probes.length + traces.length + timed)
  let done = 0
  return (doing) => tell?.(++done, total, doing)
}

function kindsOf(outputs: readonly OutputInput[]): Map<string, OutputInput[]> {
  return Map.groupBy(outputs, ({ kind }) => kind ?? 'unknown')
}

interface Judge {
  readonly subject: Subject
  readonly tokenizer: Tokenizer
  readonly progress: Progress
}

// One output after the other under all policies, so that what is known of one need not be kept.
async function judgeOutputs(
  outputs: readonly OutputInput[],
  policies: readonly JudgedPolicy[],
  { subject, tokenizer, progress }: Judge,
): Promise<ReadonlyMap<JudgedPolicy, readonly OutputResult[]>> {
  const results = new Map<JudgedPolicy, OutputResult[]>(policies.map((policy) => [policy, []]))
  for (const output of outputs) {
    const known = knownOf(output, tokenizer)
    for (const [policy, list] of results) list.push(await measureOutput(known, policy, subject, tokenizer))
    progress(output.name)
  }
  return results
}

function knownOf(output: OutputInput, tokenizer: Tokenizer): KnownOutput {
  const minified = minifiedJson(output.text)
  return {
    output,
    literals: literalsOf(output.text),
    tokensMinified: tokenizer.count(minified ?? output.text),
  }
}

async function judgePolicy(
  { outputs, probes, traces, layout }: Inputs,
  results: readonly OutputResult[],
  policy: JudgedPolicy,
  { subject, tokenizer, isTimed, progress }: Judge & { readonly isTimed: boolean },
): Promise<PolicyReport> {
  const answers: ProbeResult[] = []
  const asked = rememberingLast(subject)
  for (const probe of probes) {
    answers.push(await measureProbe(probe, policy, asked, tokenizer))
    progress(`${policy}: ${probe.id}`)
  }
  const conversations: TraceResult[] = []
  for (const trace of traces) {
    conversations.push(await measureTrace(trace, policy, subject, tokenizer))
    progress(`${policy}: ${trace.name}`)
  }
  const speed: Record<string, SpeedReport> = {}
  for (const [kind, list] of isTimed ? kindsOf(outputs) : []) {
    speed[kind] = await measureSpeed(list, policy, subject, tokenizer)
    progress(`${policy}: speed of ${kind}`)
  }
  const blocks = isTimed ? await measureBlocks(outputs, policy, subject, tokenizer) : {}
  if (isTimed) progress(`${policy}: generated outputs`)
  const failures = [...results, ...conversations].flatMap((result) => result.failures)
  const traceReport = tracesReport(conversations)
  const pace = paceOf(speed, blocks)
  return {
    kinds: reportsOf(results, ({ output }) => output.kind),
    groups: layout === 'data' ? reportsOf(results, ({ output }) => groupOf(output)) : {},
    probes: countProbes(answers),
    hidden: answers.flatMap(hiddenOf),
    unanswerable: answers.filter(({ fate }) => fate === 'absent').length,
    ...(traceReport === undefined ? {} : { traces: traceReport }),
    speed,
    blocks,
    ...(pace === undefined ? {} : { pace }),
    counts: countsOf(failures),
    failures,
  }
}

function hiddenOf({ probe: { id, kind, file, query }, fate, missing, form }: ProbeResult): PolicyReport['hidden'] {
  return fate === 'visible' || fate === 'absent' ? [] : [{ id, kind, file, query, missing, fate, form }]
}

function countsOf(failures: readonly Failure[]): FailureCounts {
  const count = (name: keyof FailureCounts): number => failures.filter(({ failure }) => failure === name).length
  return {
    decodeFailures: count('decodeFailures'),
    neverWorseViolations: count('neverWorseViolations'),
    literalsLost: count('literalsLost'),
    literalsAltered: count('literalsAltered'),
    originalsLost: count('originalsLost'),
    prefixBreaks: count('prefixBreaks'),
  }
}
