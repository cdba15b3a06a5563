import type { Host } from './host.ts'

/** One pixel, base64. */
export const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** What a tool gives whose `toModelOutput` says it all, as MCP tools do. */
export interface ListOutput {
  readonly type: 'content'
  readonly value: readonly object[]
}

/** The forms in which the AI SDK sends a tool's text. */
export const OUTPUTS: Host['outputs'] = {
  text: (text) => text,
  json: (text) => ({ log: text, lines: 150 }),
  list: (text): ListOutput => ({ type: 'content', value: [{ type: 'text', text }] }),
  'list with an image': (text): ListOutput => ({ type: 'content', value: [IMAGE, { type: 'text', text }] }),
}

const IMAGE = { type: 'image-data', data: PIXEL, mediaType: 'image/png' }

/** What tools give of which nothing can be shortened. */
export const ODD_OUTPUTS: Host['oddOutputs'] = {
  undefined: () => undefined,
  null: () => null,
  'an empty text': () => '',
  'an empty list': (): ListOutput => ({ type: 'content', value: [] }),
  'images only': (): ListOutput => ({ type: 'content', value: [IMAGE, { ...IMAGE, type: 'file-data' }] }),
  'a circle': () => circle(),
  'what JSON has no word for': () => ({ when: new Date(0), skipped: undefined, count: Number.NaN }),
  'an error as long as a log': () => {
    throw new Error(Array.from({ length: 150 }, (_, index) => `LOG number ${index} of what failed`).join('\n'))
  },
}

function circle(): unknown {
  const inner: Record<string, unknown> = { text: 'LOG number 0\n'.repeat(200) }
  inner['self'] = inner
  return inner
}

/** As `toModelOutput` of a tool: lists as they are, all else as the AI SDK has it by default. */
export function modelOutputOf(output: unknown): unknown {
  if (typeof output === 'string') return { type: 'text', value: output }
  if (isList(output)) return output
  const json = JSON.stringify(output)
  return { type: 'json', value: json === undefined ? null : (JSON.parse(json) as unknown) }
}

function isList(output: unknown): output is ListOutput {
  return typeof output === 'object' && output !== null && 'type' in output && output.type === 'content'
}
