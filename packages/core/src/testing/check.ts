/**
 * One promise of a contract, to be run by any test runner: `for (const { name, run } of testStore(…)) test(name, run)`.
 */
export interface Check {
  /** What is promised, in the present tense, with the name of what is tested in front. */
  readonly name: string
  /** Rejects with an error that says what was found instead. */
  readonly run: () => Promise<void>
}

/** A check with the name of what is tested in front. */
export function check(subject: string, promise: string, run: () => void | Promise<void>): Check {
  return { name: `${subject} ${promise}`, run: async () => run() }
}

/**
 * Throws unless something holds.
 *
 * @param message What was found instead of what was promised.
 */
export function need(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Error(message)
}

/** A value as a message shows it: JSON, cut after 200 characters. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length <= 200 ? text : `${text.slice(0, 200)}… (${text.length} characters)`
}

/** Whether two JSON values are equal, order of members included. */
export function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}
