/** What varies between two texts that say the same: numbers, hex ids, quoted values. */
const VARYING = /0x[0-9a-f]+|\b[0-9a-f]{8,}\b|\d+/gi

/**
 * Groups texts that differ only in numbers and hex ids.
 *
 * @returns One group number per text; equal numbers mean near-duplicates. Groups are numbered by first appearance from 0.
 */
export function nearDuplicates(texts: readonly string[]): Uint32Array {
  const groups = new Map<string, number>()
  const groupOf = new Uint32Array(texts.length)
  texts.forEach((text, index) => {
    const shape = text.replace(VARYING, '#')
    const group = groups.get(shape) ?? groups.size
    groups.set(shape, group)
    groupOf[index] = group
  })
  return groupOf
}
