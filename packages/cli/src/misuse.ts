/** Exit code of a command that was called wrongly, or whose files cannot be used. */
export const MISUSE = 2

/** A command that cannot do what it was asked for. The message says what was given and what would do. */
export class Misuse extends Error {
  override readonly name: string = 'Misuse'
}
