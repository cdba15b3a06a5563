/** A sign that may stand between cells. */
export type Delimiter = ',' | '\t' | ';' | '|'

/** The delimiters that are known, the commonest first. */
export const DELIMITERS: readonly Delimiter[] = [',', '\t', ';', '|']
