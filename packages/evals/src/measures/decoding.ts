import type { Subject } from '../subject.ts'
import { minifiedJson } from './minify.ts'

/** What came of decoding a lossless form. */
export interface Decoding {
  /** What it decoded to; empty where it did not decode. */
  readonly decoded: string
  /** What is wrong with that, in words; undefined where it is the text, or for JSON its minified text. */
  readonly problem?: string
}

/** Decodes a lossless form and compares the result with the text that it was made of. */
export function decodingOf(text: string, lossless: string, compressor: string, subject: Subject): Decoding {
  let decoded: string | undefined
  try {
    decoded = subject.decode(compressor, lossless)
  } catch (error) {
    return {
      decoded: '',
      problem: `${compressor} cannot decode: ${error instanceof Error ? error.message : String(error)}`,
    }
  }
  if (decoded === undefined) return { decoded: '', problem: `${compressor} has no decoder` }
  if (decoded === text) return { decoded }
  const expected = minifiedJson(text) ?? text
  return decoded === expected
    ? { decoded }
    : { decoded, problem: `${compressor} decodes to another text: ${difference(expected, decoded)}` }
}

/** Characters that are shown from where two texts part. */
const SHOWN = 60

function difference(expected: string, found: string): string {
  let at = 0
  while (at < expected.length && expected[at] === found[at]) at++
  const from = (text: string): string => JSON.stringify(text.slice(at, at + SHOWN).toWellFormed())
  return `at ${at} of ${expected.length}, ${from(found)} instead of ${from(expected)}`
}
