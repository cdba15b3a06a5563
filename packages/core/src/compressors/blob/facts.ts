import type { Kept } from '../../types/compressor.ts'
import { blobName } from './describe-blob.ts'
import type { BlobDocument, Stretch } from './document.ts'
import { grouped } from './grouped.ts'

/** How many stretches of which kind are not shown, on which lines, and how many of all characters they are. */
export function blobFacts({ text, stretches }: BlobDocument, kept: Kept): readonly string[] {
  const shown = new Set(kept.indices)
  const others = stretches.filter((_, index) => !shown.has(index))
  const lines = new Map<string, number[]>()
  for (const stretch of others) {
    const name = nameOf(stretch)
    const list = lines.get(name) ?? []
    lines.set(name, list)
    list.push(stretch.line)
  }
  const kinds = [...lines].map(([name, list]) => `${list.length} ${name} (${listed(list)})`)
  const length = others.reduce((sum, { start, end }) => sum + end - start, 0)
  return [
    `In brackets in place of the others: ${kinds.join(', ')}`,
    `Together ${grouped(length)} of ${grouped(text.length)} characters`,
  ]
}

/** Line numbers that a fact lists. */
const MAX_LINES = 4

function listed(lines: readonly number[]): string {
  const some = [...new Set(lines)].slice(0, MAX_LINES)
  return `line ${some.join(', ')}${lines.length > MAX_LINES ? ', …' : ''}`
}

function nameOf({ blob, what = 'text' }: Stretch): string {
  return blob === undefined ? what : blobName(blob)
}
