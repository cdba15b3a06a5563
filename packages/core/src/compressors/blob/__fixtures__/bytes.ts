/** Bytes without a pattern, the same at every call, after given first ones. */
export function noise(count: number, start: readonly number[] = []): readonly number[] {
  let state = 20_261_122 + (start[0] ?? 0)
  const rest = Array.from({ length: Math.max(0, count - start.length) }, () => {
    state = (state * 48_271) % 2_147_483_647
    return (state >>> 8) & 0xff
  })
  return [...start, ...rest]
}

/** Standard base64 on one line. */
export function base64(bytes: readonly number[]): string {
  return btoa(bytes.map((byte) => String.fromCharCode(byte)).join(''))
}

/** Small hex digits on one line. */
export function hex(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Minified JavaScript of about so many characters, no two functions alike. */
export function minified(length: number): string {
  const out: string[] = []
  for (let at = 0, size = 0; size < length; at++) {
    const part = `function f${at}(e,t){var n=e.x${at}||t;return n?n.call(this,t)+${at}:(t=g${at}(e),e&&t(${at * 7}))}`
    out.push(part)
    size += part.length
  }
  return out.join('').slice(0, length)
}
