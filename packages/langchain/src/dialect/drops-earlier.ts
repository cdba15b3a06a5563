import type { CallOptions, ChatModelSettings } from '../types/chat-model-settings.ts'

/**
 * Whether the provider may take earlier tool results out of a request before the model reads it: OpenAI's `truncation: 'auto'`,
 * Anthropic's context editing (but for that of thinking).
 *
 * @param options Call options of the request.
 */
export function dropsEarlier(model: ChatModelSettings, options: CallOptions | undefined): boolean {
  const { truncation }: CallOptions = { ...model.modelKwargs, ...model.invocationKwargs, ...options }
  const { edits }: { readonly edits?: unknown } = Object(model.contextManagement)
  const isEdited = Array.isArray(edits) && edits.some((edit) => !String(edit?.type).startsWith('clear_thinking_'))
  return truncation === 'auto' || isEdited
}
