/** A text that is hard on a parser that looks back, looks ahead or recurses, by what it is. */
export interface HostileText {
  /** For the failure message. */
  readonly name: string
  /** What is repeated. */
  readonly unit: string
  /** Before and after the repetition, where the trap needs them. */
  readonly head?: string
  readonly tail?: string
}

/** Every hostile text. All are repetition: what is not linear shows on them first. */
export const HOSTILE_TEXTS: readonly HostileText[] = [
  { name: 'letters', unit: 'a' },
  { name: 'spaces', unit: ' ' },
  { name: 'newlines', unit: '\n' },
  { name: 'carriage returns', unit: '\r' },
  { name: 'CRLF', unit: '\r\n' },
  { name: 'spaces then newline', unit: ' \n' },
  { name: 'tabs', unit: '\t' },
  { name: 'zero bytes', unit: '\u0000' },
  { name: 'open brackets', unit: '[' },
  { name: 'open braces', unit: '{' },
  { name: 'nested objects', unit: '{"a":' },
  { name: 'nested objects in arrays', unit: '[{"a":' },
  { name: 'empty arrays', unit: '[],', head: '[', tail: '0]' },
  { name: 'escaped quotes', unit: '"\\', head: '"' },
  { name: 'backslashes', unit: '\\', head: '["', tail: '"]' },
  { name: 'quotes', unit: '"' },
  { name: 'digits', unit: '1' },
  { name: 'digits in an array', unit: '1', head: '[', tail: ']' },
  { name: 'exponents', unit: '1e' },
  { name: 'dots in numbers', unit: '1.' },
  { name: 'many small numbers', unit: '1,', head: '[', tail: '1]' },
  { name: 'many different rows', unit: '{"a":1},{"b":2},', head: '[', tail: '{"c":3}]' },
  { name: 'one wide row', unit: '"a":1,', head: '[{', tail: '"b":1}]' },
  { name: 'NDJSON', unit: '{"a":1}\n' },
  { name: 'NDJSON of broken objects', unit: '{"a":\n' },
  { name: 'colons', unit: ':' },
  { name: 'parentheses', unit: '(' },
  { name: 'dashes', unit: '-' },
  { name: 'equals signs', unit: '=' },
  { name: 'pipes', unit: '|' },
  { name: 'angle brackets', unit: '<' },
  { name: 'ANSI colours', unit: '\u001b[31m' },
  { name: 'unfinished ANSI sequences', unit: '\u001b[1;' },
  { name: 'unfinished OSC sequences', unit: '\u001b]8;;' },
  { name: 'progress bars', unit: '\r 42% [====>    ]' },
  { name: 'times', unit: '2026-01-02T03:04:05.678Z ' },
  { name: 'unfinished times', unit: '2026-01-' },
  { name: 'log lines', unit: '2026-01-02 03:04:05 INFO worker started\n' },
  { name: 'levels', unit: 'ERROR ' },
  { name: 'stack frames', unit: '    at f (file.js:1:1)\n', head: 'Error: x\n' },
  { name: 'unfinished stack frames', unit: '    at f (', head: 'Error: x\n' },
  { name: 'Python frames', unit: '  File "a.py", line 1, in f\n', head: 'Traceback (most recent call last):\n' },
  { name: 'IP addresses', unit: '1.2.3.' },
  { name: 'hexadecimal', unit: '0x' },
  { name: 'paths', unit: '/a' },
  { name: 'keys and values', unit: 'a=b ' },
  { name: 'CJK', unit: '中' },
  { name: 'emoji', unit: '😀' },
  { name: 'lone surrogates', unit: '\ud800' },
  { name: 'combining marks', unit: '\u0301', head: 'e' },
  { name: 'byte order marks', unit: '\ufeff' },
  { name: 'our own words', unit: '[headroom: 3 of 9 rows kept; headroom_retrieve key="a"]\n' },
]

/** The text itself, of about so many characters. */
export function buildHostileText({ unit, head = '', tail = '' }: HostileText, length: number): string {
  return head + unit.repeat(Math.ceil(length / unit.length)) + tail
}
