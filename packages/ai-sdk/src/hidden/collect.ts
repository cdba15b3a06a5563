import type { Content, StreamPart } from '../types/reply.ts'

/** Puts the parts of a stream together. */
export interface Collector {
  /** The content so far, as `doGenerate` would have given it. */
  readonly content: readonly Content[]
  /** Takes the next part. Keeps text and metadata, never the part of a block itself. */
  add(part: StreamPart): void
}

/** Parts that are content as they come. */
const WHOLE: ReadonlySet<string> = new Set([
  'tool-call',
  'tool-result',
  'tool-approval-request',
  'file',
  'reasoning-file',
  'custom',
])

/** Starts a collector for one answer. */
export function createCollector(): Collector {
  const content: Content[] = []
  const blocks = new Map<string, number>()

  function add(part: StreamPart): void {
    const { type, delta = '', providerMetadata, id = '' } = part
    if (WHOLE.has(type)) content.push(part)
    const [kind, step] = type.split('-')
    if (kind !== 'text' && kind !== 'reasoning') return
    const block = `${kind} ${id}`
    if (step === 'start') blocks.set(block, content.push({ type: kind, text: '' }) - 1)
    const place = blocks.get(block)
    const begun = place === undefined ? undefined : content[place]
    if (place === undefined || begun === undefined) return
    // The newest metadata of a block counts: a signature comes with a delta, encrypted reasoning with the end.
    const metadata = providerMetadata === undefined ? {} : { providerMetadata }
    content[place] = { ...begun, text: `${begun.text ?? ''}${delta}`, ...metadata }
  }

  return { content, add }
}
