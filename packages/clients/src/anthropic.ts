export type { HeadroomOptions } from './options.ts'
export type { HeadroomToolOptions, RetrieveAnswer } from './retrieve-answer.ts'
export { type HeadroomTool, headroomTool } from './anthropic/headroom-tool.ts'
export { type AnthropicClient, withHeadroom } from './anthropic/with-headroom.ts'
