import type { Kept } from '../../types/compressor.ts'
import { blobName } from './describe-blob.ts'
import type { BlobDocument, Stretch } from './document.ts'

/** How many stretches of which kind are not shown, on which lines, and how to ask for them. */
export function blobFacts({ stretches }: BlobDocument, kept: Kept): readonly string[] {
  const shown = new Set(kept.indices)
  const others = stretches.filter((_, index) => !shown.has(index))
  const names = new Map<string, Stretch[]>()
  for (const stretch of others) {
    const name = nameOf(stretch)
    const list = names.get(name) ?? []
    names.set(name, list)
    list.push(stretch)
  }
  const kinds = [...names].map(([name, list]) => `${list.length} ${name} (${linesOf(list)})`)
  const stead = others.length === 1 ? 'the other' : 'the others'
  return [`In brackets in place of ${stead}: ${kinds.join(', ')}`, 'To see one whole, ask for its lines']
}

/** Line numbers that a fact lists. */
const MAX_LINES = 4

function linesOf(list: readonly Stretch[]): string {
  const ranges = new Set(list.map(({ line, lastLine }) => (line === lastLine ? `${line}` : `${line}-${lastLine}`)))
  const [some, rest] = [[...ranges].slice(0, MAX_LINES).join(', '), ranges.size > MAX_LINES ? ', …' : '']
  return `${/^\d+$/.test(some) ? 'line' : 'lines'} ${some}${rest}`
}

function nameOf({ blob, what = 'text' }: Stretch): string {
  return blob === undefined ? what : blobName(blob)
}
