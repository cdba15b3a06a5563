import type { JsonObject } from '../json-value.ts'
import { objectsOf } from '../json-value.ts'

/** The content of a message or of `system` as blocks: a string is one text block. */
export function blocksOf(content: unknown): readonly JsonObject[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : objectsOf(content)
}

/** A value as the model would see it: `cache_control` and null `citations` are left out. */
export function renderBlock(block: unknown): string {
  return JSON.stringify(block, (name, value: unknown) =>
    name === 'cache_control' || (name === 'citations' && value === null) ? undefined : value,
  )
}
