import type { Message, Part, ProviderOptions, ToolOutput } from '../types/call-options.ts'
import type { Content } from '../types/reply.ts'

/**
 * What a model said, as the assistant message of the next prompt: the same pieces in the same order, metadata as provider
 * options. As `response.messages` of the AI SDK would have it, so sources, approval requests and empty texts are left out.
 */
export function messageOf(content: readonly Content[]): Message & { readonly content: readonly Part[] } {
  return { role: 'assistant', content: content.flatMap((piece) => partsOf(piece)) }
}

/** Bytes as base64, which prompts take as well and JSON can hold; anything else as it is. */
export function withoutBytes(data: unknown): unknown {
  if (data instanceof Uint8Array) return base64Of(data)
  if (typeof data !== 'object' || data === null || data instanceof URL) return data
  const bytes = (data as { readonly data?: unknown }).data
  return bytes instanceof Uint8Array ? { ...data, data: base64Of(bytes) } : data
}

function partsOf(piece: Content): Part[] {
  const { type, text = '', toolCallId, toolName, providerMetadata, data, mediaType, kind } = piece
  const options = providerMetadata === undefined ? {} : { providerOptions: providerMetadata }
  switch (type) {
    case 'text':
      return text === '' && providerMetadata === undefined ? [] : [{ type, text, ...options }]
    case 'reasoning':
      return [{ type, text, ...options }]
    case 'tool-call':
      return [{ type, toolCallId, toolName, input: inputOf(piece.input), ...executor(piece), ...options }]
    case 'tool-result':
      return piece.preliminary === true ? [] : [{ type, toolCallId, toolName, output: outputOf(piece), ...options }]
    case 'file':
    case 'reasoning-file': {
      const file = { type, data: withoutBytes(data), mediaType, ...options }
      return [file]
    }
    case 'custom': {
      const custom = { type, kind, ...options }
      return [custom]
    }
    default:
      return []
  }
}

function executor({ providerExecuted }: Content): { readonly providerExecuted?: boolean } {
  return providerExecuted === undefined ? {} : { providerExecuted }
}

// Arguments that are no JSON object are what the AI SDK makes of them: an empty one.
function inputOf(input: unknown): unknown {
  if (typeof input !== 'string') return input
  try {
    return JSON.parse(input)
  } catch {
    return {}
  }
}

function outputOf({ result, isError }: Content): ToolOutput & { readonly providerOptions?: ProviderOptions } {
  if (isError === true) return { type: 'error-json', value: result ?? null }
  return typeof result === 'string' ? { type: 'text', value: result } : { type: 'json', value: result ?? null }
}

function base64Of(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}
