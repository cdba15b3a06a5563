/** Characters of the longest path that is known as one. */
export const MAX_PATH = 500

/** Signs that hardly any path has, but code, markup and prose have. */
const NO_PATH = /[\p{Cc}"<>|*?`{}]|:\/\/|^\s|[\s)\]]$/u
const LETTER = /\p{L}/u
const EXTENSION = /\.[A-Za-z]\w{0,15}$/
/** A name such as `Makefile`. */
const PLAIN_NAME = /^[\w.@+-]+$/

/** Whether a text is a path beyond doubt: with folders, or with a name that ends in a dot and letters. */
export function isPath(text: string): boolean {
  if (text.length === 0 || text.length > MAX_PATH) return false
  const folder = folderOf(text)
  // A name with a letter in it: `23 01` is a part of a date.
  return (folder !== '' || EXTENSION.test(text)) && LETTER.test(text.slice(folder.length)) && !NO_PATH.test(text)
}

/** Whether a text may be a path: also a plain name. */
export function mayBePath(text: string): boolean {
  return isPath(text) || (text.length <= MAX_PATH && PLAIN_NAME.test(text) && LETTER.test(text))
}

/** What no path has, however odd: it ends a sentence, or names a page. */
const NO_ODD_PATH = /\p{Cc}|:\/\/|^\s|[\].!?,;\s]$/u

/** Whether a text in the place of a path may be one with signs that paths hardly have: `{{name}}/setup.py`, `mail/1000`. */
export function isOddPath(text: string): boolean {
  return text.length <= MAX_PATH && /[/\\]/.test(text) && !NO_ODD_PATH.test(text)
}

/** Whether a path ends like the name of a file. */
export function hasExtension(path: string): boolean {
  return EXTENSION.test(path)
}

/** The folders of a path, with the sign after the last; empty where there are none. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}
