import type { Tokenizer } from '@headroom/core'
import type { CallOptions, Prompt } from './model-types.ts'

/**
 * A call's tools and messages as text, one to a line: two calls share a provider's cache as far as these texts agree
 * from their start.
 */
export function wireOf({ tools, prompt }: CallOptions): string {
  return [tools ?? [], ...prompt].map((part) => `${JSON.stringify(part)}\n`).join('')
}

/**
 * The text that a provider counts in a call: names, schemas, messages, arguments and results. What a provider adds around
 * them (a few tokens a message) is left out on both sides of every comparison.
 */
export function tokensOf({ tools, prompt }: CallOptions, tokenizer: Tokenizer): number {
  const texts = [...(tools ?? []).map((tool) => JSON.stringify(tool)), ...prompt.flatMap(textsOf)]
  return texts.reduce((sum, text) => sum + tokenizer.count(text), 0)
}

type Message = Prompt[number]

function textsOf(message: Message): string[] {
  if (typeof message.content === 'string') return [message.content]
  return message.content.flatMap((part) => {
    if (part.type === 'text' || part.type === 'reasoning') return [part.text]
    if (part.type === 'tool-call') return [part.toolName, JSON.stringify(part.input)]
    return part.type === 'tool-result' ? [resultText(part.output)] : []
  })
}

type ToolOutput = Extract<Extract<Message, { role: 'tool' }>['content'][number], { type: 'tool-result' }>['output']

/** A tool result as the model reads it. */
export function resultText(output: ToolOutput): string {
  if (output.type === 'execution-denied') return output.reason ?? ''
  if (output.type === 'content') return output.value.map((item) => (item.type === 'text' ? item.text : '')).join('')
  return typeof output.value === 'string' ? output.value : JSON.stringify(output.value)
}
