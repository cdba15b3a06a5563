/**
 * The id of a tool call, which says whether its reply began with thinking: so a request shows by itself that the thinking
 * is gone.
 */
export function toolUseId(id: string, hasThinking: boolean): string {
  return `toolu_${id}${hasThinking ? THOUGHT : ''}`
}

/** Whether a tool call came with thinking, by its id. */
export function cameWithThinking(toolUse: string): boolean {
  return toolUse.endsWith(THOUGHT)
}

const THOUGHT = '_thought'
