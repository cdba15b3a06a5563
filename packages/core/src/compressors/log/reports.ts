/** Whether a line is of a test runner, a compiler, a linter, a package manager, a shell or a stack trace, by how it begins or ends. */
export function isReported(line: string): boolean {
  return STARTS.test(line) || (MAYBE_END.test(line.slice(-1)) && END.test(line))
}

/** How such lines begin. */
const EACH_START: readonly RegExp[] = [
  /^(?:ok|FAIL|PASS|--- (?:FAIL|PASS|SKIP):|=== (?:RUN|PAUSE|CONT)|not ok|# tests)\s/,
  /^(?:\s*[✓✗✘×●]|(?:PASS|FAIL|ERROR|SUCCESS|FAILURE|WARNING): )\s?\S/,
  /^\s{0,8}(?:error|warning|note|help|fatal|info)(?:\[[\w-]{1,40}\])?: \S/,
  /^\s{0,8}--> \S+:\d{1,7}:\d{1,7}$/,
  /^\s{1,8}= (?:note|help): /,
  /^LL [|+-] /,
  /^\S{1,200}[:(]\d{1,7}(?:[:,]\d{1,7})?\)?: (?:fatal )?(?:error|warning|note|info)\b/,
  /^\S{0,200}?:?\d{1,7}:\d{1,7}: [A-Z]{1,4}\d{2,4} /,
  /^\s{1,12}\d{1,7}:\d{1,7}:? +(?:error|warning|[A-Z]{1,4}\d{2,4}) /,
  /^\s{1,12}at [\w$.<>[\] ]{1,200}\(.{0,300}\)$/,
  /^\s{0,8}File "[^"]{1,300}", line \d{1,7}/,
  /^Traceback \(most recent call last\):$/,
  /^(?:[\w.]{1,120}(?:Error|Exception|Warning)\b|Caused by: )/,
  /^(?:npm (?:ERR!|WARN|warn|error)|make(?:\[\d{1,7}\])?: |Requirement already satisfied: |Collecting |Downloading |Installing |Building |Compiling |\[\d{1,7}\/\d{1,7}\] )/,
  /^={4,} .{1,300} ={4,}$/,
  /^\s{1,4}[A-Z][A-Z0-9_]{2,40}=\S/,
  /^(?:\S{0,200}[/\\])?(?:ccache|gcc|g\+\+|clang|clang\+\+|cl\.exe|rustc|javac|ld|ar|make|ninja|cmake|python\d?(?:\.\d{1,7})?) .{0,200}\s-[\w-]/,
  /^\++ (?:git|source|export|cd|pip|python|conda|\.|\w+=|\/|\.\/)/,
]
// One pattern for all: a line that is none of them is told apart in one go.
// house: linear because each of its alternatives is, and each stands at the start.
const STARTS = new RegExp(EACH_START.map(({ source }) => source).join('|'))

/** How such lines end. */
const END =
  /(?:\.\.\. (?:ok|FAILED|FAIL|ERROR|skipped|ignored|expected failure)|\b(?:PASSED|FAILED|SKIPPED|XFAIL|ERROR)(?: +\[ *\d{1,7}%\])?)$/
/** The last sign of each such end: the pattern looks for an end from every place of a line. */
const MAYBE_END = /[kDLRde\]]/
