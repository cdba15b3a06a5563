/** A stretch of a text that stands for bytes. */
export interface Blob {
  /** First character, in UTF-16 units; that of `data:` for a data URL. */
  readonly start: number
  /** After the last character, padding included. */
  readonly end: number
  /** How the bytes are written. */
  readonly base: 'base64' | 'hex'
  /** MIME type of a data URL; otherwise what its first bytes say. Undefined: unknown. */
  readonly type: string | undefined
  /** Whether it is a data URL. */
  readonly isUrl: boolean
  /** Bytes that it stands for. */
  readonly bytes: number
}

/** Digits on the same line, or on lines of one length. */
export interface Run {
  readonly start: number
  readonly end: number
  /** Digits, without line ends and padding. */
  readonly digits: number
  /** The kinds of its digits (`letters.ts`), together. */
  readonly kinds: number
  /** Digits of each full line; 0 where it stands on one line. */
  readonly width: number
  /** Whether it ends as the last line of a longer text does: shorter than the others, or with padding. */
  readonly isClosed: boolean
}
