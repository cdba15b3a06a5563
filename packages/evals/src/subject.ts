import {
  compress,
  type Compressor,
  compressText,
  type CompressTextOptions,
  type Outcome,
  type PlanOptions,
  type Report,
} from '@headroom/core'
import { defaultCompressors } from '@headroom/core/compressors'
import type { RequestInput } from './types/input.ts'

/** What the gate judges. The engine by default; tests put broken ones in its place. */
export interface Subject {
  /** Shortens one tool output. */
  compressText(
    text: string,
    options: CompressTextOptions,
  ): Promise<{ readonly text: string; readonly outcome: Outcome }>
  /** Shortens the tool results of a request. */
  compress(
    request: RequestInput,
    options: PlanOptions,
  ): Promise<{ readonly request: RequestInput; readonly report: Report }>
  /** What a lossless form decodes to; undefined where the compressor is unknown, or has no decoder. May throw. */
  decode(compressor: string, lossless: string): string | undefined
  /** The compressor that is surest of a text; undefined where none knows it. */
  kindOf(text: string): string | undefined
}

/** The engine with these compressors. */
export function engine(compressors: readonly Compressor[] = defaultCompressors): Subject {
  return {
    compressText: (text, options) => compressText(text, { compressors, ...options }),
    compress: (request, options) => compress(request, { compressors, ...options }),
    decode: (name, lossless) => compressors.find((one) => one.name === name)?.decode?.(lossless),
    kindOf(text) {
      const sureness = compressors.map((one) => one.detect(text))
      const best = Math.max(0, ...sureness)
      return best === 0 ? undefined : compressors[sureness.indexOf(best)]?.name
    },
  }
}

/**
 * The same subject, that compresses a text once where it is asked for it again and again under a policy that reads no question.
 * A lossless form may keep what a question names in one piece; here all questions about a text are asked of the form for the first.
 */
export function rememberingLast(subject: Subject): Subject {
  let last: { readonly text: string; readonly result: ReturnType<Subject['compressText']> } | undefined
  return {
    ...subject,
    compressText(text, options) {
      if (options.policy !== 'lossless') return subject.compressText(text, options)
      if (last?.text !== text) last = { text, result: subject.compressText(text, options) }
      return last.result
    },
  }
}
