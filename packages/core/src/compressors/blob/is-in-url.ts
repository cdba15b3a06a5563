/** Whether a text ends inside a URL: what follows belongs to it. */
export function isInUrl(before: string): boolean {
  const start = before.lastIndexOf('://')
  return start >= 0 && !NOT_IN_URL.test(before.slice(start))
}

const NOT_IN_URL = /[\s"'`<>(){}\\]/
