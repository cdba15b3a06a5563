/** A string as it was written, quotes and escapes included. `textOfJson()` decodes it. */
export interface JsonString {
  readonly kind: 'string'
  /** The lexeme: from quote to quote, untouched. */
  readonly raw: string
  /** Offset of the first character of the value in the text. */
  readonly start: number
  /** Offset after its last character. */
  readonly end: number
}

/** A number as it was written: `1.0`, `-0`, `1e400` and integers of any length stay what they are. */
export interface JsonNumber {
  readonly kind: 'number'
  readonly raw: string
  readonly start: number
  readonly end: number
}

/** `true`, `false` or `null`. */
export interface JsonLiteral {
  readonly kind: 'literal'
  readonly raw: string
  readonly start: number
  readonly end: number
}

/** An array. */
export interface JsonArray {
  readonly kind: 'array'
  readonly items: readonly JsonNode[]
  readonly start: number
  readonly end: number
}

/** An object: its members in the order they were written, duplicate keys included. */
export interface JsonObject {
  readonly kind: 'object'
  /** Keys as they were written, quotes and escapes included. */
  readonly keys: readonly string[]
  /** `values[i]` belongs to `keys[i]`. */
  readonly values: readonly JsonNode[]
  readonly start: number
  readonly end: number
}

/** A JSON value with its place in the text. Nothing is converted: what was written can be written again. */
export type JsonNode = JsonString | JsonNumber | JsonLiteral | JsonArray | JsonObject
