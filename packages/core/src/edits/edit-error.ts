import { HeadroomError } from '../errors.ts'
import type { Path } from '../types/segment.ts'

/** Why edits could not be written. */
export type EditErrorCode =
  /** Nothing stands at the path, or what stands there takes no addition. */
  | 'path-missing'
  /** Two edits change the same place, or one changes a place inside the other's. */
  | 'paths-overlap'
  /** The value has no JSON text: `undefined`, a function, a bigint, a cycle. */
  | 'value-not-json'

/** Edits that do not fit the request they were meant for. Nothing has been written, the request is untouched. */
export class EditError extends HeadroomError {
  override readonly name = 'EditError'
  override readonly code: EditErrorCode
  /** Path of the edit that does not fit. */
  readonly path: Path

  /**
   * @param code What is wrong.
   * @param path Path of the edit that does not fit.
   * @param options The cause, where there is one.
   */
  constructor(code: EditErrorCode, path: Path, options?: ErrorOptions) {
    super(`${PROBLEMS[code]} ${pointerOf(path)}.`, options)
    this.code = code
    this.path = path
  }
}

const PROBLEMS: Readonly<Record<EditErrorCode, string>> = {
  'path-missing': 'There is nothing to edit at',
  'paths-overlap': 'Another edit changes the same place as',
  'value-not-json': 'No JSON text can be written for the value at',
}

/** RFC 6901, in quotes. */
function pointerOf(path: Path): string {
  const tokens = path.map((token) => `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`)
  return JSON.stringify(tokens.join(''))
}
