export type { HeadroomOptions } from './options.ts'
export type { HeadroomToolOptions, RetrieveAnswer } from './retrieve-answer.ts'
export { type HeadroomTool, headroomTool } from './google/headroom-tool.ts'
export { type GoogleClient, withHeadroom } from './google/with-headroom.ts'
