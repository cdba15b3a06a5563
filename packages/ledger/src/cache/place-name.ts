import type { Path } from '@headroom/core'

/** A path as a reader would write it: `messages[7].content[0]`, `toolConfig.tools[2]`. Empty for the whole request. */
export function placeName(path: Path): string {
  let name = ''
  for (const token of path) {
    if (typeof token === 'number') name += `[${token}]`
    else name += name === '' ? token : `.${token}`
  }
  return name
}
