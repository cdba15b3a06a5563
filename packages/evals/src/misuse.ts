/** Exit code of a command that was called wrongly, or whose folder cannot be used. */
export const MISUSE = 2

/** A judgement that cannot be made. The message says what was given and what would do. */
export class Misuse extends Error {
  override readonly name: string = 'Misuse'
}
