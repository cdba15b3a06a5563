import type { Time } from './time.ts'

/** Characters of a line before the message: time, process, thread, logger. */
const MAX_LEAD = 160
/** Words of a line that are looked at on each side of its time. */
const MAX_WORDS = 8
const LEVEL = /(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE)(?![\w-])/y
const KEYED = /(?:level|lvl|severity)=["']?([A-Za-z]{3,8})\b/y
const BETWEEN = /[\s\]|:>)*,#"-]{0,24}/y
const GROUP = /[[(<]([^\])>]{1,60})[\])>]/y
const IN_GROUP = /^(?:trace|debug|info|notice|warn|warning|error|crit|critical|fatal|severe|alert|emerg):?$/i
const WORD = /[^\s[(<|]{1,80}/y
/** What a name of a process or logger has and a word of prose has not: a digit, or a sign between letters. */
const NAMED = /\d|[\p{L}_][./@#$\\_:][\p{L}_]|^(?!msg|message)[\w.-]{1,30}=/u
const SEPARATED = /\s{1,12}[-|]\s/y
/** A host and a process, after the time of a syslog line. */
const PROCESS = / [\w.-]{1,60} [\w./()-]{1,60}\[\d{1,9}\]:/y

/**
 * The level that a line's logger gave it: it stands before the message, after nothing but times, brackets and names.
 *
 * @param time The time that the line starts with.
 */
export function levelOf(line: string, time: Time | undefined): string | undefined {
  const lead = line.length > MAX_LEAD ? line.slice(0, MAX_LEAD) : line
  const before = time === undefined || time.words > 0 ? levelFrom(lead, 0) : undefined
  if (before !== undefined || time === undefined) return before
  return levelFrom(lead, time.end + (matchAt(PROCESS, lead, time.end)?.[0].length ?? 0))
}

function levelFrom(lead: string, start: number): string | undefined {
  let at = start
  for (let words = 0; words < MAX_WORDS; words++) {
    at += matchAt(BETWEEN, lead, at)?.[0].length ?? 0
    const level = matchAt(LEVEL, lead, at) ?? matchAt(KEYED, lead, at)
    if (level !== null) return level[1]
    if ('[(<'.includes(lead[at] ?? ' ')) {
      const group = matchAt(GROUP, lead, at)
      const grouped = group?.[1] === undefined ? undefined : groupLevel(group[1])
      if (grouped !== undefined) return grouped
      at += group?.[0].length ?? 1
    } else {
      const word = matchAt(WORD, lead, at)?.[0]
      if (word === undefined) return undefined
      at += word.length
      if (!NAMED.test(word) && matchAt(SEPARATED, lead, at) === null) return undefined
    }
  }
  return undefined
}

/** The level in a group is its first word without a digit, or all that stands after its last slash: `main/INFO`. */
function groupLevel(group: string): string | undefined {
  const slash = group.lastIndexOf('/')
  const words = group
    .slice(slash + 1)
    .trim()
    .split(/\s+/)
  const word = slash < 0 ? words.find((each) => !/\d/.test(each)) : words.join(' ')
  return word !== undefined && IN_GROUP.test(word) ? word.replace(':', '') : undefined
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
