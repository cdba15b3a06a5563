/** A body as text; undefined where it is not UTF-8. */
export function bodyText(body: string | Uint8Array): string | undefined {
  if (typeof body === 'string') return body
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    // Not UTF-8: no text to edit.
    return undefined
  }
}

/** The value of JSON text, with or without a byte order mark; undefined where it is no JSON. */
export function parsedBody(json: string): unknown {
  try {
    return JSON.parse(json.charCodeAt(0) === BYTE_ORDER_MARK ? json.slice(1) : json)
  } catch {
    // Not JSON: the body is not ours to judge.
    return undefined
  }
}

const BYTE_ORDER_MARK = 0xfeff
