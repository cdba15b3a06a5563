/**
 * A value that JSON can hold, for one in which a client's library has objects of its own: bytes (Bedrock's SDK) and addresses (the
 * AI SDK). Everything else is as `JSON.stringify` has it.
 */
export function tagged(value: unknown): unknown {
  if (value instanceof Uint8Array) return { [BYTES]: base64Of(value) }
  if (value instanceof URL) return { [ADDRESS]: value.href }
  return mapped(value, tagged, (name) => (name.startsWith(TAG) ? TAG + name : name))
}

/** The value that `tagged` was given. */
export function untagged(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const { [BYTES]: bytes, [ADDRESS]: address } = value as { readonly [BYTES]?: unknown; readonly [ADDRESS]?: unknown }
  if (typeof bytes === 'string') return Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0))
  if (typeof address === 'string') return new URL(address)
  return mapped(value, untagged, (name) => (name.startsWith(TAG) ? name.slice(TAG.length) : name))
}

/** What begins a tag. A member that is named so by itself gets another one in front. */
const TAG = '$headroom.'
const BYTES = `${TAG}bytes` as const
const ADDRESS = `${TAG}url` as const

function mapped(value: unknown, change: (inner: unknown) => unknown, renamed: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map(change)
  const prototype: unknown = typeof value === 'object' && value !== null ? Object.getPrototypeOf(value) : undefined
  if (prototype !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value as object).map(([name, inner]) => [renamed(name), change(inner)]))
}

/** Bytes that are put into one string at a time: `String.fromCharCode` takes its arguments on the stack. */
const BYTES_AT_ONCE = 8192

/** Bytes as base64 with padding. */
export function base64Of(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += BYTES_AT_ONCE)
    text += String.fromCharCode(...bytes.subarray(at, at + BYTES_AT_ONCE))
  return btoa(text)
}
