import { dialects } from './dialects/detect.ts'
import { InvalidOptionError, messageOf } from './errors.ts'
import type { Dialect } from './types/dialect.ts'
import type { Outcome, Report } from './types/report.ts'

/** A report of one outcome, for the whole request. */
export interface UnreadReport extends Report {
  readonly outcomes: readonly [Outcome]
}

/** The report of a request that could not be read: nothing was done, for this reason. */
export function reportOfFailure(error: unknown): UnreadReport {
  return unread('failed', messageOf(error))
}

/** The report of a request that no dialect knows. */
export function reportOfUnknown(): UnreadReport {
  return unread('unknown-dialect', `No dialect knows this request; known are ${namesOfDialects()}.`)
}

/** The report of a request that was not to be read. */
export function reportOfDisabled(): UnreadReport {
  return unread('disabled')
}

/**
 * The dialect that an option names.
 *
 * @throws InvalidOptionError where there is none of that name.
 */
export function namedDialect(option: string | Dialect | undefined): Dialect | undefined {
  if (option === undefined || (typeof option === 'object' && typeof option?.segments === 'function')) return option
  const dialect = dialects.find(({ name }) => name === option)
  if (dialect === undefined) {
    const given = typeof option === 'string' ? `'${option}'` : typeof option
    throw new InvalidOptionError('dialect', `must be one of ${namesOfDialects()} or a dialect object, got ${given}`)
  }
  return dialect
}

function namesOfDialects(): string {
  return dialects.map(({ name }) => name).join(', ')
}

function unread(reason: 'disabled' | 'unknown-dialect' | 'failed', detail?: string): UnreadReport {
  const told = detail === undefined ? {} : { detail }
  const outcome: Outcome = {
    path: [],
    role: 'user',
    form: 'verbatim',
    reason,
    tokensBefore: 0,
    tokensAfter: 0,
    ...told,
  }
  return { dialect: undefined, tokensBefore: 0, tokensAfter: 0, tokensSaved: 0, keys: [], outcomes: [outcome] }
}
