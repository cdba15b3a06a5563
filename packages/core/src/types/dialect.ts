import type { Edit } from './edit.ts'
import type { HiddenCalls } from './hidden.ts'
import type { Segment } from './segment.ts'
import type { StopReason } from './stop-reason.ts'
import type { StreamReader } from './stream.ts'
import type { ToolCall, ToolDefinition, ToolResult } from './tool.ts'
import type { Usage } from './usage.ts'

/** The knowledge of one request format: where text stands, how tools are declared, called and answered. */
export interface Dialect<Request = unknown, Reply = unknown> {
  /** Kebab-case, unique. */
  readonly name: string
  /** Whether a value has the shape of this dialect's requests. Never throws. */
  matches(request: unknown): request is Request
  /**
   * The texts that may be edited, in wire order, on disjoint paths.
   * Opaque content (reasoning, signatures, ids, tool-call arguments, unknown blocks) is never yielded.
   */
  segments(request: Request): Iterable<Segment>
  /**
   * Whether the provider may take earlier tool results out of this request before the model reads it, so that nothing may refer
   * to them. Default: no.
   */
  dropsEarlier?(request: Request): boolean
  /** Edits that declare a tool as the last one; none where a tool of that name is already declared. */
  addTool(request: Request, tool: ToolDefinition): readonly Edit[]
  /** The calls of client-side tools in a reply, in order. */
  toolCalls(reply: Reply): Iterable<ToolCall>
  /** Edits that append the reply and the answers to its tool calls, for the next request of the same conversation. */
  continueWith(request: Request, reply: Reply, results: readonly ToolResult[]): readonly Edit[]
  /** What the provider says the call used. */
  usage(reply: Reply): Usage | undefined
  /** Why the reply ended; undefined where it does not tell, or has not ended. */
  stopReason(reply: Reply): StopReason | undefined
  /** Reads the events of one streamed reply. */
  readStream(): StreamReader<Reply>
  /** How calls are answered out of the client's sight. Absent where they cannot be. */
  readonly hidden?: HiddenCalls<Request, Reply>
}
