import type { Prompt } from './model-types.ts'
import { resultText } from './wire.ts'

/** What a model was sent, as a script sees it. */
export interface Sent {
  /** Tool calls so far, which is also the number of the next step. */
  readonly toolCalls: number
  /** The latest result of a tool, as the model reads it; empty where there is none. */
  result(toolName: string): string
}

/** What the model says next. */
export interface Reply {
  readonly text: string
  /** The tool that it calls; none where it is done. */
  readonly call?: { readonly toolName: string; readonly input: Readonly<Record<string, unknown>> }
}

/** The steps of a replayed conversation, one for each number of tool calls so far. */
export type Script = readonly ((sent: Sent) => Reply)[]

/** What a model was sent, read from the prompt that reached it. */
export function sentOf(prompt: Prompt): Sent {
  const parts = prompt.flatMap(partsOf)
  return {
    toolCalls: parts.filter(({ type }) => type === 'tool-call').length,
    result(toolName) {
      const result = parts.findLast((part) => part.type === 'tool-result' && part.toolName === toolName)
      return result?.type === 'tool-result' ? resultText(result.output) : ''
    },
  }
}

/** The tool results of a prompt, as the model reads them. */
export function toolResultsIn(prompt: Prompt): string[] {
  return prompt.flatMap(partsOf).flatMap((part) => (part.type === 'tool-result' ? [resultText(part.output)] : []))
}

type Part = Exclude<Prompt[number]['content'], string>[number]

function partsOf({ content }: Prompt[number]): readonly Part[] {
  return typeof content === 'string' ? [] : content
}

/**
 * What a pattern finds in a text that the model was sent: its first group, or the whole match.
 *
 * @param what Says what is looked for.
 * @throws Error where it is not there: the model was not sent what it needs.
 */
export function found(text: string, pattern: RegExp, what: string): string {
  const match = pattern.exec(text)
  if (match === null) throw new Error(`The model cannot see ${what} in what it was sent.`)
  return match[1] ?? match[0]
}
