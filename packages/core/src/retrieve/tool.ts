import type { ToolDefinition } from '../types/tool.ts'

/** Name of the retrieve tool, the same in every host. */
export const RETRIEVE_TOOL_NAME = 'headroom_retrieve'

/**
 * The retrieve tool as a model sees it. Its bytes never change within a conversation: it is declared from the first
 * request on or never. At most 150 tokens (o200k) in a provider's format.
 */
export const retrieveTool: ToolDefinition = {
  name: RETRIEVE_TOOL_NAME,
  description:
    'Gives back the original of a shortened tool result by its key: whole (if long, page by page), or the part that one other argument selects.',
  inputSchema: {
    type: 'object',
    properties: {
      key: { type: 'string' },
      lines: { type: 'string', description: '40-60' },
      index: { type: 'integer', description: 'row number as shown; with path, of that list' },
      grep: { type: 'string', description: 'regex' },
      path: { type: 'string', description: '$.items[3].name' },
      query: { type: 'string', description: 'words' },
    },
    required: ['key'],
    additionalProperties: false,
  },
}
