/** A JSON object whose members are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>

/** The value as an object; an empty one where it is something else. Never throws. */
export function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}

/** The members of a list as objects; none where the value is no list. Never throws. */
export function objectsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.map(objectOf) : []
}

/** The value as a string; empty where it is something else. */
export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The text of a message or tool result, given as a string or as a list of parts with a `text`. Parts are joined by line feeds. */
export function textIn(content: unknown): string {
  if (typeof content === 'string') return content
  return objectsOf(content)
    .map((part) => stringOf(part.text))
    .filter((text) => text !== '')
    .join('\n')
}
