export type { HeadroomOptions } from './options.ts'
export type { HeadroomToolOptions, RetrieveAnswer } from './retrieve-answer.ts'
export { type HeadroomTool, headroomTool } from './bedrock/headroom-tool.ts'
export { type BedrockClient, withHeadroom } from './bedrock/with-headroom.ts'
