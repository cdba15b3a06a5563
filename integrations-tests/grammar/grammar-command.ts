/** One command whose output is kept in the golden corpus. */
export interface GrammarCommand {
  /** File name in the corpus without its ending, kebab-case, unique in its list. */
  readonly name: string
  /** Shell line, run by `sh` in the playground's folder. What it writes to standard error is recorded in place. */
  readonly run: string
  /** The executable that the line is about; the command is skipped, and said to be, where it is absent. */
  readonly needs: string
  /** What is done to the output before it is kept. Default: nothing. */
  readonly transform?: Transform
}

/**
 * A variant that is derived because no such machine is at hand:
 *
 * - `windows-paths`: the playground's paths with backslashes, below `C:\Users\dev\playground`;
 * - `crlf`: each line feed with a carriage return before it;
 * - `windows`: both;
 * - `agent-paths`: what stands before a line's first colon made relative to the playground, as the Grep tool of Claude Code
 *   prints what rg found below an absolute path.
 */
export type Transform = 'windows-paths' | 'crlf' | 'windows' | 'agent-paths'
