import type { SegmentTool } from './types/segment.ts'

/** Tools that read one file, as agents name them. Lower case, without separators. */
const READ_TOOLS: ReadonlySet<string> = new Set(
  'read readfile readfiles readmanyfiles view viewfile openfile getfilecontents fsread cat readtextfile stringreplacebasededittool strreplaceeditor strreplacebasededittool texteditor'.split(
    ' ',
  ),
)
/** Tools whose output the caller has already chosen from something larger. */
const FILTER_TOOLS: ReadonlySet<string> = new Set(
  'grep glob rg ripgrep find ls list listdir listdirectory listfiles searchfilecontent greptool findfiles'.split(' '),
)
/** Tools that run a command line. */
const SHELL_TOOLS: ReadonlySet<string> = new Set(
  'bash shell exec execcommand runshellcommand runcommand terminal runterminalcmd executecommand localshell sh powershell command execute runinterminal'.split(
    ' ',
  ),
)
/** Commands that print a file as it is. */
const READ_COMMAND = /^(?:cat|bat|head|tail|less|more|nl|sed -n|awk|type|get-content)\s/i
/** Commands whose output the caller has already chosen. */
const FILTER_COMMAND =
  /^(?:grep|egrep|fgrep|zgrep|rg|ag|ack|find|fd|ls|tree|git (?:grep|log|status|ls-files|diff|show)|jq|cut|wc)(?=\s|$)/i
/** Files that nobody edits by quoting them: an agent reads them to find something. */
const DATA_FILE = /\.(?:log|out|err|ndjson|jsonl|csv|tsv|trace|har)(?=["'\s\\]|$)/i

/**
 * What a policy needs to know of a tool result:
 * `editable-read`: (part of) a file that a later edit may quote, line by line;
 * `caller-filtered`: what its caller already chose from something larger, so that a second, uninformed choice would mislead.
 */
export type ToolKind = 'editable-read' | 'caller-filtered' | 'other'

/** The kind of a tool result, by the name of the tool and the command line that it ran. */
export function toolKindOf(tool: SegmentTool | undefined): ToolKind {
  if (tool === undefined) return 'other'
  const name = plain(tool.name)
  const command = SHELL_TOOLS.has(name) ? commandOf(tool.input) : ''
  const reads = READ_TOOLS.has(name) || READ_COMMAND.test(command)
  if (reads && !DATA_FILE.test(tool.input)) return 'editable-read'
  return FILTER_TOOLS.has(name) || FILTER_COMMAND.test(lastOfPipe(command)) ? 'caller-filtered' : 'other'
}

// `mcp__files__read_file` is a `read_file`.
function plain(name: string): string {
  const last = name.split('__').at(-1) ?? name
  return last.toLowerCase().replace(/[^a-z]/g, '')
}

function commandOf(input: string): string {
  const parsed = parse(input)
  const command =
    typeof parsed === 'object' && parsed !== null
      ? ['command', 'cmd', 'script']
          .map((key) => (parsed as Record<string, unknown>)[key])
          .find((value) => value !== undefined)
      : parsed
  const line = Array.isArray(command) ? command.filter((part) => typeof part === 'string').join(' ') : command
  if (typeof line !== 'string') return ''
  // `bash -lc "cat x"` and `cd /repo && cat x` are a `cat x`.
  const bare = line.trim().replace(/^(?:\/bin\/)?(?:ba|z)?sh -l?c\s+["']?/, '')
  return bare.replace(/^cd [^&;\n]{0,500}(?:&&|;)\s*/, '')
}

function lastOfPipe(command: string): string {
  const first = command.split(/\|\||&&|;/, 1)[0] ?? command
  return (first.split('|').at(-1) ?? first).trim()
}

function parse(input: string): unknown {
  try {
    return JSON.parse(input)
  } catch {
    // Arguments that are no JSON (Codex's raw scripts) are the command itself.
    return input
  }
}
