const BRAND = Symbol.for('headroom.error')

/** Any error that Headroom throws. Content never causes one; a wrong call or a failing store does. */
export class HeadroomError extends Error {
  override readonly name: string = 'HeadroomError'
  /** Kebab-case, stable. */
  readonly code: string = 'headroom-error'

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    Object.defineProperty(this, BRAND, { value: true })
  }

  /** Whether a value is a HeadroomError, also one of another copy of this package. */
  static isInstance(error: unknown): error is HeadroomError {
    return typeof error === 'object' && error !== null && BRAND in error
  }
}

/** An option or argument that cannot be used. Thrown before anything is read. */
export class InvalidOptionError extends HeadroomError {
  override readonly name: string = 'InvalidOptionError'
  override readonly code: string = 'invalid-option'
  /** Name of the option. */
  readonly option: string

  /**
   * @param option Name of the option.
   * @param problem What would do and what was given: `must be above 0 and at most 1, got 3`.
   */
  constructor(option: string, problem: string) {
    super(`\`${option}\` ${problem}.`)
    this.option = option
  }
}

/** A store that failed. Views fall back to lossless forms, so it reaches a caller only from `retrieve`. */
export class StoreError extends HeadroomError {
  override readonly name: string = 'StoreError'
  override readonly code: string = 'store-failed'
  /** What was asked of the store. */
  readonly operation: 'get' | 'set'

  constructor(operation: 'get' | 'set', options: { readonly cause: unknown }) {
    super(`The store failed to ${operation} an entry.`, options)
    this.operation = operation
  }
}

/** What something that was thrown says, also where it is no error. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
