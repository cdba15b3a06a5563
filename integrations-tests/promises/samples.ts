import { hasShared, sharedFiles, sharedJson, sharedText } from '../shared-data.ts'

/** A request to try a promise on. */
export interface Sample {
  readonly name: string
  readonly request: { readonly messages: readonly unknown[] }
}

/** Every agent session of the shared data, as a request. */
export function traces(): readonly Sample[] {
  return sharedFiles('data/traces', '.json').flatMap((path) => sampleOf(path, sharedJson(path)))
}

/** The peer's workloads, as requests. */
export function workloads(): readonly Sample[] {
  return ['', '/draws', '/adversarial', '/worst_case', '/compression_benchmark', '/multi_turn']
    .flatMap((folder) => sharedFiles(`peer/workloads${folder}`, '.json'))
    .filter((path) => !path.endsWith('MANIFEST.json'))
    .flatMap((path) => sampleOf(path, sharedJson(path)))
}

/** Every recorded request of the two dialects. */
export function recordedRequests(): readonly Sample[] {
  return ['fixtures/anthropic-messages', 'fixtures/openai-chat']
    .flatMap((folder) => sharedFiles(folder, '.json'))
    .flatMap((path) => {
      const { request } = sharedJson(path) as { request: { body?: unknown } | null }
      return sampleOf(path, request?.body)
    })
}

/** Every single tool output of the shared data, as the answer to one question about it, at most 1 MB each. */
export function outputs(
  kinds: readonly string[] = ['json', 'logs', 'csv', 'search', 'diff', 'mixed', 'code', 'prose', 'html'],
): readonly Sample[] {
  return kinds
    .flatMap((kind) => sharedFiles(`data/outputs/${kind}`))
    .map((path) => ({ name: path, request: conversationOf(sharedText(path)) }))
}

/** A short conversation whose tool answered with a text. */
export function conversationOf(
  text: string,
  question = 'What failed, and where?',
  tool = 'fetch_report',
): Sample['request'] {
  return {
    messages: [
      { role: 'user', content: question },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'call_1', type: 'function', function: { name: tool, arguments: '{"id":7}' } }],
      },
      { role: 'tool', tool_call_id: 'call_1', content: text },
      { role: 'assistant', content: 'I see.' },
      { role: 'user', content: 'Go on.' },
    ],
  }
}

/** True where the shared data is there to read. */
export const available: boolean = hasShared

function sampleOf(name: string, body: unknown): Sample[] {
  const messages = typeof body === 'object' && body !== null && 'messages' in body ? body.messages : undefined
  return Array.isArray(messages) ? [{ name, request: body as Sample['request'] }] : []
}
