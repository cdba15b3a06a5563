import { consider } from './consider.ts'
import { decide, nothingEarlier } from './decide.ts'
import { InvalidOptionError } from './errors.ts'
import { assertOptions, resolveOptions } from './options.ts'
import { clipped } from './question.ts'
import type { PlanOptions } from './types/options.ts'
import type { Outcome } from './types/report.ts'
import type { SegmentTool } from './types/segment.ts'
import { reportOfDisabled, reportOfFailure, type UnreadReport } from './unread.ts'

/** The tool call that produced a text. */
export interface TextTool {
  /** Name of the tool. */
  readonly name: string
  /** Its arguments, as JSON text or as the value itself. */
  readonly input?: unknown
}

/** What `compressText` takes. All optional. */
export interface CompressTextOptions extends PlanOptions {
  /** The tool that produced the text: its name, or its name and input. */
  readonly tool?: string | TextTool
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
  assertOptions(options, ['tool', 'query'])
  const { tool: given, query = '', ...planOptions } = options
  if (typeof text !== 'string') throw new InvalidOptionError('text', `must be a string, got ${typeof text}`)
  if (typeof query !== 'string') throw new InvalidOptionError('query', `must be a string, got ${typeof query}`)
  const tool = given === undefined ? undefined : toolOf(given)
  const resolved = await resolveOptions(planOptions)
  if (!resolved.enabled) return { text, outcome: outcomeOf(reportOfDisabled()) }
  const segment = { path: [], text, role: 'tool', turn: 0, ...(tool === undefined ? {} : { tool }) } as const
  const question = { asked: clipped(query), input: clipped(tool?.input ?? '') }
  try {
    const { text: shorter = text, outcome } = await decide(
      await consider(segment, question, resolved),
      nothingEarlier(false),
      resolved,
    )
    return { text: shorter, outcome }
  } catch (error) {
    resolved.signal?.throwIfAborted()
    if (error instanceof InvalidOptionError) throw error
    return { text, outcome: outcomeOf(reportOfFailure(error)) }
  }
}

function outcomeOf({ outcomes: [outcome] }: UnreadReport): Outcome {
  return { ...outcome, role: 'tool' }
}

function toolOf(tool: string | TextTool): SegmentTool {
  if (typeof tool === 'string') return { name: tool, input: '' }
  if (typeof tool !== 'object' || tool === null || typeof tool.name !== 'string') {
    throw new InvalidOptionError(
      'tool',
      `must be a name, or an object with a \`name\` and its \`input\`, got ${JSON.stringify(tool)}`,
    )
  }
  const { name, input = '' } = tool
  return { name, input: typeof input === 'string' ? input : (JSON.stringify(input) ?? '') }
}
