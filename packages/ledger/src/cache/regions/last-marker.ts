/** The last of some cache markers that is one; undefined where none is. */
export function lastMarker(markers: readonly unknown[]): unknown {
  return markers.findLast((marker) => marker !== undefined && marker !== null)
}
