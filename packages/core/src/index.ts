export { compress, type Compressed } from './compress.ts'
export { compressBody, type CompressedBody } from './compress-body.ts'
export { compressText, type CompressedText, type CompressTextOptions, type TextTool } from './compress-text.ts'
export { defineCompressor, type Room } from './compressors/define.ts'
export { openNow, type OpenedNow } from './compressors/open-now.ts'
export { anthropicMessages } from './dialects/anthropic-messages/index.ts'
export { bedrockConverse } from './dialects/bedrock-converse/index.ts'
export { dialectOf, dialects } from './dialects/detect.ts'
export { gemini } from './dialects/gemini/index.ts'
export { openaiChat } from './dialects/openai-chat/index.ts'
export { openaiResponses } from './dialects/openai-responses/index.ts'
export { isStateful } from './dialects/openai-responses/is-stateful.ts'
export { sumOfUsage } from './dialects/sum-of-usage.ts'
export { applyEdits } from './edits/apply.ts'
export { spliceEdits } from './edits/splice.ts'
export { EditError } from './edits/edit-error.ts'
export { HeadroomError, InvalidOptionError, StoreError } from './errors.ts'
export type { EventListener, HeadroomEvent } from './events.ts'
export type { Sent } from './loop/draft.ts'
export { eventFraming } from './loop/event-framing.ts'
export { type Fetch, type FetchOptions, headroomFetch } from './loop/headroom-fetch.ts'
export { generateTurn } from './loop/generate-turn.ts'
export { openTurn, type Turn } from './loop/open-turn.ts'
export { assertTurnOptions, MAX_ROUNDS, type TurnOptions } from './loop/options.ts'
export type { Counts, Rounds } from './loop/rounds.ts'
export { type Framed, type Framing, streamTurn, type StreamTurn } from './loop/stream-turn.ts'
export { createMemoryStore, type MemoryStoreOptions } from './memory/memory-store.ts'
export { isKey, keyOf } from './memory/key.ts'
export { quickHash } from './memory/quick-hash.ts'
export { assertOptions } from './options.ts'
export { type Plan, planEdits } from './plan.ts'
export { policies, type Policy, type PolicyFunction, type PolicyName } from './policy.ts'
export type { Rule, RuleGiven } from './rule.ts'
export type { ToolRules } from './tool-rules.ts'
export {
  retrieve,
  type FoundPart,
  type Retrieved,
  type RetrieveOptions,
  type RetrieveRequest,
} from './retrieve/retrieve.ts'
export { answerRetrieveCall } from './retrieve/answer.ts'
export { RETRIEVE_TOOL_NAME, retrieveTool } from './retrieve/tool.ts'
export { bedrockEventOf } from './sse/bedrock-event.ts'
export { editStream } from './sse/edit-stream.ts'
export { type BrokenFrame, type Frame, headerText, readFrame, writeFrame } from './sse/frame.ts'
export type { FrameHeader, FrameValue } from './sse/frame-headers.ts'
export { type FrameProblem, MAX_FRAME_BYTES } from './sse/frame-length.ts'
export { createFrameSplitter } from './sse/split-frames.ts'
export { createSseSplitter, MAX_SSE_EVENT_BYTES } from './sse/split-sse.ts'
export type { Splitter } from './sse/splitter.ts'
export { readSseEvent, type SseEvent, writeSseEvent } from './sse/sse-event.ts'
export { atOnce, inTurns, STEP_LENGTH, type Steps } from './steps.ts'
export { defaultTokenizer } from './tokens/default-tokenizer.ts'
export type { Compressor, Document, Goal, Kept, LosslessForm, Opened, Unit, View } from './types/compressor.ts'
export type { Dialect } from './types/dialect.ts'
export type { Edit } from './types/edit.ts'
export type { CompressOptions, PlanOptions } from './types/options.ts'
export type {
  Anchors,
  HiddenCalls,
  HiddenStream,
  History,
  IsHidden,
  RequestHeader,
  Shown,
  ToolChannel,
} from './types/hidden.ts'
export type { Outcome, Reason, Report, ViewObstacle } from './types/report.ts'
export type { Path, Role, Segment, SegmentTool } from './types/segment.ts'
export type { StopReason } from './types/stop-reason.ts'
export type { Awaitable, Entry, Store } from './types/store.ts'
export type { StreamReader } from './types/stream.ts'
export type { Tokenizer } from './types/tokenizer.ts'
export type { ToolCall, ToolDefinition, ToolResult } from './types/tool.ts'
export type { Usage } from './types/usage.ts'
