export { evaluate, type EvaluateOptions } from './evaluate.ts'
export { Misuse } from './misuse.ts'
export { engine, type Subject } from './subject.ts'
export { DATA_THRESHOLDS, PROMISE_THRESHOLDS, type Thresholds } from './thresholds.ts'
export type { RequestInput, Skipped } from './types/input.ts'
export type {
  Bound,
  Breach,
  Failure,
  FailureCounts,
  FidelityReport,
  HiddenProbe,
  JudgedPolicy,
  KindReport,
  LiteralCounts,
  PaceReport,
  PolicyReport,
  ProbeCounts,
  SpeedReport,
  TraceReport,
} from './types/report.ts'
