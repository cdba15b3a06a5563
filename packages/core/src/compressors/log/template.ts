/** A place in a template where a value goes. */
export interface Slot {
  /** Index of the value. Several slots may show the same one. */
  readonly value: number
  /** Right-aligned in this many characters. */
  readonly width?: number
  /** Only this many of the value's first characters. */
  readonly take?: number
}

/** The wording that several lines share, with slots for what differs. */
export interface Template {
  /** The text around the slots: one piece more than there are slots. */
  readonly fixed: readonly string[]
  readonly slots: readonly Slot[]
  /** How many of the values stand before the letter in the written form: the start of the line, up to its time. */
  readonly head: number
  /** How many values there are. */
  readonly size: number
  /** Whether the last value is the rest of the line, spaces and all. */
  readonly tail: boolean
}

/** The most values that can stand before the letter: they are named `a` to `h`. */
export const MAX_HEAD = 8

/** The line that a template and its values stand for. */
export function fill({ fixed, slots }: Template, values: readonly string[]): string {
  let line = fixed[0] ?? ''
  for (let at = 0; at < slots.length; at++) {
    const slot = slots[at]
    if (slot === undefined) break
    let value = values[slot.value] ?? ''
    if (slot.take !== undefined) value = value.slice(0, slot.take)
    if (slot.width !== undefined) value = value.padStart(slot.width)
    line += value + (fixed[at + 1] ?? '')
  }
  return line
}

/** A template as text: `{a}` for values before the letter, `{1}` for those after it, `{*}` for the rest of the line. */
export function printTemplate(template: Template): string {
  const pieces = template.slots.map((slot, at) => printSlot(template, slot) + (template.fixed[at + 1] ?? ''))
  return (template.fixed[0] ?? '') + pieces.join('')
}

const SLOT = /\{(?:([a-h])|(\d{1,3})|(\*))(?::(?:>(\d{1,3})|\.(\d{1,3})))?\}/g

/** The template that a text describes: the inverse of `printTemplate` for every template whose fixed text has no `{1}` in it. */
export function parseTemplate(text: string): Template {
  const fixed: string[] = []
  const found: { readonly head: number; readonly body: number; readonly width?: number; readonly take?: number }[] = []
  let done = 0
  let tail = false
  for (const match of text.matchAll(SLOT)) {
    const [whole, letter, digits, star, width, take] = match
    fixed.push(text.slice(done, match.index))
    done = match.index + whole.length
    if (star !== undefined) tail = true
    found.push({
      head: letter === undefined ? -1 : letter.charCodeAt(0) - LETTER_A,
      body: star === undefined ? Number(digits) - 1 : -1,
      ...(width === undefined ? {} : { width: Number(width) }),
      ...(take === undefined ? {} : { take: Number(take) }),
    })
  }
  fixed.push(text.slice(done))
  const head = 1 + found.reduce((most, slot) => Math.max(most, slot.head), -1)
  const body = 1 + found.reduce((most, slot) => (slot.head < 0 ? Math.max(most, slot.body) : most), -1)
  const size = head + body + (tail ? 1 : 0)
  const slots = found.map(({ head: at, body: index, ...format }) => {
    const value = at >= 0 ? at : index < 0 ? size - 1 : head + index
    return { value, ...format }
  })
  return { fixed, slots, head, size, tail }
}

const LETTER_A = 97

function printSlot({ head, size, tail }: Template, { value, width, take }: Slot): string {
  const name =
    value < head ? String.fromCharCode(LETTER_A + value) : tail && value === size - 1 ? '*' : String(value - head + 1)
  const format = width !== undefined ? `:>${width}` : take === undefined ? '' : `:.${take}`
  return `{${name}${format}}`
}
