import type { CallOptions } from '../types/call-options.ts'

/**
 * Whether the provider may take earlier tool results out of a call before the model reads it: Anthropic's context editing (but for
 * that of thinking), OpenAI's `truncation: 'auto'`.
 */
export function dropsEarlier({ providerOptions = {} }: CallOptions): boolean {
  const edits = memberOf(memberOf(providerOptions['anthropic'], 'contextManagement'), 'edits')
  const edited =
    Array.isArray(edits) && edits.some((edit) => !String(memberOf(edit, 'type')).startsWith('clear_thinking_'))
  return edited || ['openai', 'azure'].some((name) => memberOf(providerOptions[name], 'truncation') === 'auto')
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}
