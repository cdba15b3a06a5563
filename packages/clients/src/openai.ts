export type { HeadroomOptions } from './options.ts'
export type { HeadroomToolOptions, RetrieveAnswer } from './retrieve-answer.ts'
export { type HeadroomTool, headroomTool } from './openai/headroom-tool.ts'
export { type OpenAIClient, withHeadroom } from './openai/with-headroom.ts'
