export { type HeadroomInputFilter, headroomInputFilter, type HeadroomOptions } from './headroom-input-filter.ts'
export {
  type HeadroomTool,
  headroomTool,
  type HeadroomToolOptions,
  type HeadroomToolParameters,
} from './headroom-tool.ts'
export type { AgentTool, FilterArgs, FilteredAgent, ModelData } from './types.ts'
