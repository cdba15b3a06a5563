/** Members that hold images, sounds and files, which are not counted as text. */
const BINARY_MEMBERS: ReadonlySet<string> = new Set([
  'image',
  'image_url',
  'input_audio',
  'source',
  'bytes',
  'inlineData',
  'file',
])
/** Deeper than this no request goes. */
const MAX_DEPTH = 64

/** Every string in a value, keys not among them, in order; what holds images and files is left out. */
export function stringsOf(value: unknown, depth = 0): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return []
  return Object.entries(value).flatMap(([name, member]) =>
    BINARY_MEMBERS.has(name) ? [] : stringsOf(member, depth + 1),
  )
}
