/**
 * Arguments as a text that is the same however a client writes them: members by name, as some languages keep them, and numbers as
 * JavaScript reads them. Empty where they have none.
 */
export function argsText(args: unknown): string {
  try {
    return JSON.stringify(JSON.parse(JSON.stringify(args ?? {})), byName)
  } catch {
    // No JSON, or nested too deep.
    return ''
  }
}

function byName(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
}
