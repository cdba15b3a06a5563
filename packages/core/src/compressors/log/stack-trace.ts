/** Whose code a stack frame is in; undefined for a line that is no stack frame. */
export type FrameOwner = 'own' | 'vendor' | undefined

/** Stack frames of Java, JavaScript, .NET, Python, Go, Ruby, Rust, PHP and native code. */
const FRAME: readonly RegExp[] = [
  /(?:^|\s)at [\w$.<>[\]/@: -]{1,300}\(.{0,400}\)(?: ~?\[[^\]]{0,200}\])?$/,
  /(?:^|\s)at (?:async )?(?:file:\/\/|node:|\/|\.{1,2}\/|[A-Za-z]:\\)\S{1,400}:\d+(?::\d+)?\)?$/,
  /^\s{0,12}File "[^"]{1,400}", line \d{1,7}(?:, in .{1,200})?$/,
  /^\s{1,12}\S{1,400}\.(?:go|rs|rb|php|c|cc|cpp):\d{1,7}(?::\d{1,6}|:in .{0,200}| \+0x[0-9a-f]{1,16})?$/,
  /^\s{0,8}(?:#\d{1,3}|\d{1,3}:)\s{1,4}(?:0x[0-9a-f]{1,16}|[\w:<>$~]{1,300}::|\S{1,300}\.\w{1,4}[(:]\d{1,7})/,
  /^\s{0,12}\.\.\. \d{1,5} (?:more|common frames omitted)$/,
]
/** Code of others: dependencies, run times, standard libraries. */
const VENDOR =
  /node_modules|site-packages|dist-packages|\/usr\/(?:lib|local\/lib|local\/go)\/|\/rustc\/|\.cargo\/registry|\/gems\/|\/vendor\/|<frozen |\/lib\/python\d|node:internal|\(internal\/|\bat (?:java|javax|jdk|sun|com\.sun|kotlin|scala|org\.(?:springframework|apache|junit|hibernate|eclipse|gradle|codehaus|jboss|aspectj|mockito)|io\.netty|reactor|System|Microsoft)\.|(?::\s{1,4}|\s)(?:std|core|alloc|tokio)::|\bruntime\.|\.\.\. \d{1,5} (?:more|common)/

/** Tells a stack frame, and whether it is the program's own or of code that it uses. */
export function frameOwner(line: string): FrameOwner {
  if (line.length > MAX_FRAME || !FRAME.some((pattern) => pattern.test(line))) return undefined
  return VENDOR.test(line) ? 'vendor' : 'own'
}

/** A longer line is no stack frame, in characters. */
const MAX_FRAME = 1_000
