/** Characters on either side of a place that are looked at for a better one: longer than most paths and names. */
const REACH = 150

/** What stands between words, paths and URLs; a cut is made before or behind one. */
const SEPARATOR = /[\s,;|"'`()[\]{}<>=&]/
/** What words are not made of, where nothing stands between them; a cut is made before one. */
const SIGN = /[^\p{L}\p{N}_\udc00-\udfff]/u

/**
 * The place next to `near` at which a text may be cut so that no word and no path falls in two; `near` itself where that is all one word.
 *
 * @param min The first place that will do.
 * @param max The last.
 */
export function cutNear(text: string, near: number, min: number, max: number): number {
  const at = Math.max(min, Math.min(near, max))
  const isBetween = (place: number): boolean =>
    SEPARATOR.test(text.charAt(place)) || SEPARATOR.test(text.charAt(place - 1))
  const isBeforeSign = (place: number): boolean => SIGN.test(text.charAt(place))
  return nearest(at, min, max, isBetween) ?? nearest(at, min, max, isBeforeSign) ?? at
}

function nearest(at: number, min: number, max: number, isGood: (place: number) => boolean): number | undefined {
  for (let away = 0; away <= REACH; away++) {
    if (at + away <= max && isGood(at + away)) return at + away
    if (at - away >= min && isGood(at - away)) return at - away
  }
  return undefined
}
