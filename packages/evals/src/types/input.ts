import type { TextTool } from '@headroom/core'

/** One tool output to judge. */
export interface OutputInput {
  /** Path from the folder that is judged; of a result within a transcript, the path and the place: `a.jsonl#messages/3/content`. */
  readonly name: string
  /** What it is filed under; undefined where the compressor that knows it best names it. */
  readonly kind: string | undefined
  /** The text as an agent would get it. */
  readonly text: string
  /** Name of the conversation that it is a result of; undefined where it is a file of its own. */
  readonly conversation?: string
  /** The tool that produced it, where that is known. */
  readonly tool?: TextTool
  /** What was being asked, where that is known. */
  readonly query?: string
}

/** A request body: messages, and what stands beside them. */
export interface RequestInput {
  /** In the format of a known dialect. */
  readonly messages: readonly unknown[]
  /** Whatever else the request holds: `tools`, `system`. */
  readonly [member: string]: unknown
}

/** One conversation to judge turn by turn. */
export interface TraceInput {
  /** Path from the folder that is judged. */
  readonly name: string
  /** The whole conversation as one request. */
  readonly request: RequestInput
}

/** One question, and the strings that answer it. */
export interface ProbeInput {
  /** Unique. */
  readonly id: string
  /** What it is counted under: `json_lookup`. */
  readonly kind: string
  /** Path from the folder that is judged. */
  readonly file: string
  /** What is being asked. */
  readonly query: string
  /** Each must be in what the model reads. */
  readonly mustContain: readonly string[]
  /** What is compressed: a text, or the messages before the one that used the answer. */
  readonly subject:
    | { readonly type: 'text'; readonly text: string }
    | { readonly type: 'request'; readonly request: RequestInput }
}

/** A file, a part of one, or a folder that is not judged. */
export interface Skipped {
  /** Path from the folder that is judged; ends with `/` for a folder. */
  readonly name: string
  /** Why, in words. */
  readonly why: string
}

/** All that a folder holds. */
export interface Inputs {
  /** Whether the folder has the layout of the evaluation data, or is a user's own. */
  readonly layout: 'data' | 'own'
  /** Tool outputs, the tool results of conversations among them, by name. */
  readonly outputs: readonly OutputInput[]
  /** Conversations, by name. */
  readonly traces: readonly TraceInput[]
  /** Questions, by the file that they ask about. */
  readonly probes: readonly ProbeInput[]
  /** What could not be read, what is no text, and what is passed over. */
  readonly skipped: readonly Skipped[]
}
