/** Hex digits of a key: 64 bits. Two texts share one by chance once in 10¹⁰ pairs of a store of 60,000 originals. */
const KEY_LENGTH = 16

/**
 * The key of a text: the start of the SHA-256 of the scope (as JSON), a `t` and the text.
 *
 * @param scope Keeps tenants apart: the same text has different keys in different scopes.
 * @returns 16 lower-case hex digits.
 */
export async function keyOf(text: string, scope = ''): Promise<string> {
  const bytes = new TextEncoder().encode(`${JSON.stringify(scope)}${wellFormed(text)}`)
  return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), KEY_LENGTH)
}

/** Whether a value has the shape of a key. */
export function isKey(value: unknown): value is string {
  return typeof value === 'string' && value.length === KEY_LENGTH && /^[0-9a-f]+$/.test(value)
}

// UTF-8 has no lone surrogates: the encoder would turn all of them into one character, and different texts into one key.
// The first letter keeps such a text apart from one that reads like its JSON.
function wellFormed(text: string): string {
  return text.isWellFormed() ? `t${text}` : `j${JSON.stringify(text)}`
}

function hexOf(bytes: Uint8Array, digits: number): string {
  let hex = ''
  for (let index = 0; index < digits / 2; index++) hex += (bytes[index] ?? 0).toString(16).padStart(2, '0')
  return hex
}
