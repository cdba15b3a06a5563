import { consider } from './consider.ts'
import { decide } from './decide.ts'
import { InvalidOptionError } from './errors.ts'
import { resolveOptions } from './options.ts'
import { clipped } from './question.ts'
import type { PlanOptions } from './types/options.ts'
import type { Outcome } from './types/report.ts'
import type { SegmentTool } from './types/segment.ts'

/** What `compressText` takes. All optional. */
export interface CompressTextOptions extends PlanOptions {
  /** The tool that produced the text: its name, or its name and input. */
  readonly tool?: string | SegmentTool
  /** What is being asked, as it stood before the text. A view shows what answers it. */
  readonly query?: string
}

/** One tool output after compression. */
export interface CompressedText {
  /** The text to show; the very text that was given where nothing was changed. */
  readonly text: string
  /** What happened to it, and why. */
  readonly outcome: Outcome
}

/**
 * Shortens one tool output.
 *
 * @throws InvalidOptionError; the signal's reason. Never for anything in the text.
 */
export async function compressText(text: string, options: CompressTextOptions = {}): Promise<CompressedText> {
  if (typeof text !== 'string') throw new InvalidOptionError('text', `must be a string, got ${typeof text}`)
  const { tool: given, query = '', ...planOptions } = options
  if (typeof query !== 'string') throw new InvalidOptionError('query', `must be a string, got ${typeof query}`)
  const resolved = await resolveOptions(planOptions, ['tool', 'query'])
  const tool = typeof given === 'string' ? { name: given, input: '' } : given
  const segment = { path: [], text, role: 'tool', turn: 0, ...(tool === undefined ? {} : { tool }) } as const
  const decision = await decide(
    await consider(segment, { asked: clipped(query), input: clipped(tool?.input ?? '') }, resolved),
    new Set(),
    resolved,
  )
  return { text: decision.text ?? text, outcome: decision.outcome }
}
