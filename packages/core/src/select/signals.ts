/** Words that mark a failure, in the spellings that logs, tests and APIs use. Whole words, any case. */
const FAILURE =
  /\b(?:errors?|err|fail(?:ed|s|ure|ures|ing)?|fatal|exceptions?|panic(?:ked)?|crash(?:ed|es)?|critical|emerg(?:ency)?|abort(?:ed|s)?|denied|rejected|refused|timed? ?out|timeouts?|traceback|unexpected|undefined symbol|segfault|oom|killed|corrupt(?:ed|ion)?|unreachable|unauthorized|forbidden|cannot|could not|unable to|not found|econn\w{1,12}|enoent|eacces|etimedout)\b/i
/** Words that mark a warning. */
const WARNING = /\b(?:warn(?:ing|ings)?|deprecated|retry(?:ing)?|slow|degraded|exceeded|skipped|leak(?:ed|s|ing)?)\b/i
/** `CamelCaseError`, `NullPointerException`: names of failures that word boundaries miss. */
const FAILURE_NAME = /[a-z](?:Error|Exception|Failure|Fault)\b/
/** Counts of zero failures are good news, not failures. */
const NO_FAILURE =
  /\b(?:0|no|zero|without) (?:errors?|failures?|failed|warnings?|exceptions?)\b|\b(?:errors?|failures?|failed|warnings?)["']?\s?[:=]\s?0\b/gi

/** How bad a text sounds. */
export type Severity = 'failure' | 'warning' | 'none'

/** Whether a text speaks of a failure, of a warning, or of neither. Looks at its first 2,000 characters. */
export function severityOf(text: string): Severity {
  const head = text.length > LOOK ? text.slice(0, LOOK) : text
  if (!FAILURE.test(head) && !FAILURE_NAME.test(head)) return WARNING.test(head) ? 'warning' : 'none'
  const rest = head.replace(NO_FAILURE, '')
  if (FAILURE.test(rest) || FAILURE_NAME.test(rest)) return 'failure'
  return WARNING.test(rest) ? 'warning' : 'none'
}

/** Characters that are read for words: a unit that is longer says in its first lines what it is. */
const LOOK = 2_000
