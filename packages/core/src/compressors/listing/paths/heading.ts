/** Stands for the directory around paths that begin with no common one. */
const HERE = '.'
/** A common directory of at least so many names is said once, at the top. Two names: `./src/` is no gain. */
const LONG_ROOT = 3

/**
 * How a directory is named above what is in it: in full, but below a long one around the whole list, which is named in full itself,
 * from there.
 *
 * @param directory With its slash; empty where there is none.
 * @param root The directory around the whole list.
 */
export function headingOf(directory: string, root: string): string {
  if (directory === '') return HERE
  return directory !== root && isLong(root) ? directory.slice(root.length) : directory
}

/** The directory around a whole list, by its heading. */
export function rootOf(heading: string): string {
  return heading === HERE ? '' : heading
}

function isLong(root: string): boolean {
  let slashes = 0
  for (let at = root.indexOf('/'); at >= 0 && slashes < LONG_ROOT; at = root.indexOf('/', at + 1)) slashes++
  return slashes >= LONG_ROOT
}
