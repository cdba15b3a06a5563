export { MAX_ROUNDS } from '@headroom/core'
export { compressModelMessages } from './compress-model-messages.ts'
export { aiSdk } from './dialect/index.ts'
export { type HeadroomMiddleware, headroomMiddleware } from './headroom-middleware.ts'
export {
  type HeadroomTools,
  headroomTools,
  type HeadroomToolsOptions,
  type RetrieveInput,
  type RetrieveTool,
} from './headroom-tools.ts'
export type { HeadroomOptions } from './options.ts'
export type { CallOptions, DeclaredTool, Message, Part, ProviderOptions, ToolOutput } from './types/call-options.ts'
export type { Content, FinishReason, GenerateReply, StreamPart, StreamReply, TokenUsage } from './types/reply.ts'
export { withHeadroom, type WrappableModel, type WrappedModel } from './with-headroom.ts'
