import picocolors from 'picocolors'

/** Functions that colour a text, or leave it. */
export type Colors = ReturnType<typeof picocolors.createColors>

/** Colours for standard error: none where it is no terminal or `NO_COLOR` is set (https://no-color.org). */
export function standardErrorColors(): Colors {
  const isPlain = process.env['NO_COLOR'] !== undefined && process.env['NO_COLOR'] !== ''
  return picocolors.createColors(process.stderr.isTTY === true && !isPlain)
}
