import type { PlanOptions, Store } from '@headroom/core'

/**
 * What those parts take that see no list of tools: the document compressor, the retriever, `headroomTool`, and the nodes of graphs. All
 * optional.
 */
export interface ShorteningOptions extends Omit<PlanOptions, 'signal' | 'store'> {
  /**
   * Keeps originals. Giving one says that the model has the tool of `createRetrieveTool` over the same store, so that something may be left
   * out. Default: none, and nothing is left out.
   */
  readonly store?: Store
}
