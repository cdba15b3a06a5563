/** Signs that take two places in a terminal. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/gu
/** Signs that take none: accents that stand over the sign before. */
const NARROW = /\p{Mn}|[\u200b-\u200d]/gu
const BEYOND_LATIN = /[\u0300-\uffff]/

/** Places that a text takes: its code points, or with `isWide` what a terminal shows. */
export function widthOf(text: string, isWide: boolean): number {
  if (!BEYOND_LATIN.test(text)) return text.length
  const points = [...text].length
  return isWide ? points + countOf(text, WIDE) - countOf(text, NARROW) : points
}

function countOf(text: string, signs: RegExp): number {
  return text.match(signs)?.length ?? 0
}
