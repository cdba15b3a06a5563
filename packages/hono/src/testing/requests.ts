import { retrieveTool } from '@headroom/core'

/** A tool's output that has a shorter form which decodes to it. */
export const ROWS: string = JSON.stringify(
  Array.from({ length: 100 }, (_, index) => ({ id: index, name: `row ${index}`, state: 'ok', milliseconds: 1.5 })),
)

/** A tool's output of which something has to be left out to make it shorter. */
export const LOG: string = Array.from(
  { length: 300 },
  (_, index) =>
    `2026-01-01T00:00:${String(index % 60).padStart(2, '0')}Z INFO request ${index * 7919} of user ${index % 13} took ${index % 97} ms`,
).join('\n')

/** A request in each format that is known, with a tool's output in it. */
export const REQUESTS: Readonly<Record<string, (output: string) => object>> = {
  'anthropic-messages': (output) => ({
    model: 'claude-opus-5',
    max_tokens: 100,
    messages: [
      { role: 'user', content: 'Why?' },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'query', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: output }] },
    ],
  }),
  'openai-chat': chatRequest,
  'openai-responses': (output) => ({
    model: 'gpt-5.5',
    input: [
      { role: 'user', content: 'Why?' },
      { type: 'function_call', call_id: 'a', name: 'query', arguments: '{}' },
      { type: 'function_call_output', call_id: 'a', output },
    ],
  }),
  gemini: (output) => ({
    contents: [
      { role: 'user', parts: [{ text: 'Why?' }] },
      { role: 'model', parts: [{ functionCall: { name: 'query', args: {} } }] },
      { role: 'user', parts: [{ functionResponse: { name: 'query', response: { output } } }] },
    ],
  }),
  'bedrock-converse': (output) => ({
    messages: [
      { role: 'user', content: [{ text: 'Why?' }] },
      { role: 'assistant', content: [{ toolUse: { toolUseId: 'a', name: 'query', input: {} } }] },
      { role: 'user', content: [{ toolResult: { toolUseId: 'a', content: [{ text: output }] } }] },
    ],
  }),
}

/** A request of Chat Completions with a tool's output in it. */
export function chatRequest(output: string): ChatRequest {
  return {
    model: 'gpt-5.5',
    messages: [
      { role: 'user', content: 'Why?' },
      { role: 'assistant', tool_calls: [{ id: 'a', type: 'function', function: { name: 'query', arguments: '{}' } }] },
      { role: 'tool', tool_call_id: 'a', content: output },
    ],
  }
}

/** The same of a client that runs the retrieve tool itself. */
export function askingRequest(output: string): ChatRequest {
  const { name, description, inputSchema } = retrieveTool
  return {
    ...chatRequest(output),
    tools: [{ type: 'function', function: { name, description, parameters: inputSchema } }],
  }
}

/** What tests look at in a request of Chat Completions. */
export interface ChatRequest {
  readonly model: string
  readonly messages: readonly { readonly role: string; readonly content?: string; readonly [name: string]: unknown }[]
  readonly tools?: readonly unknown[]
}

/** What a tool gave, as it stands in a request of Chat Completions. */
export function outputIn(request: unknown): string {
  return (request as ChatRequest).messages.at(-1)?.content ?? ''
}
