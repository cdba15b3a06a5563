import { endOfQuoted } from './cell.ts'
import type { Step } from './table.ts'

/** The name of the column that holds rows as a whole. */
const WHOLE_ROW = '(row)'
/** The name of the column that holds the keys of an object's members. */
export const ROW_KEY = '(key)'

const BARE_KEY = /^"[A-Za-z_$@#][\w$@#-]*"$/
const BARE_CHARACTERS = /[\w$@#-]/

/** Writes the steps to a value as `metadata.host`, `matches[0].line`; keys with other signs stand in quotes. */
export function writeColumnName(path: readonly Step[]): string {
  if (path.length === 0) return WHOLE_ROW
  let name = ''
  for (const step of path) {
    if (typeof step === 'number') name += `[${step}]`
    else name += `${name === '' ? '' : '.'}${BARE_KEY.test(step) ? step.slice(1, -1) : step}`
  }
  return name
}

/**
 * Reads a name back.
 *
 * @returns The steps, and the offset after the name.
 */
export function readColumnName(text: string, start: number): { readonly path: readonly Step[]; readonly end: number } {
  if (text.startsWith(WHOLE_ROW, start)) return { path: [], end: start + WHOLE_ROW.length }
  const path: Step[] = []
  let at = start
  for (;;) {
    const sign = text.charAt(at)
    if (sign === '[') {
      const close = text.indexOf(']', at)
      path.push(Number(text.slice(at + 1, close)))
      at = close + 1
    } else if (path.length === 0 || sign === '.') {
      const from = path.length === 0 ? at : at + 1
      at = endOfKey(text, from)
      const key = text.slice(from, at)
      path.push(key.startsWith('"') ? key : `"${key}"`)
    } else {
      return { path, end: at }
    }
  }
}

function endOfKey(text: string, start: number): number {
  if (text.charAt(start) === '"') return endOfQuoted(text, start)
  let at = start
  while (at < text.length && BARE_CHARACTERS.test(text.charAt(at))) at++
  return at
}
