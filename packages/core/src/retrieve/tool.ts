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
    'Returns the original of a shortened tool result, whole or in part. Give the key it names and at most one selector. Without a selector: the start, and how to go on.',
  inputSchema: {
    type: 'object',
    properties: {
      key: { type: 'string' },
      lines: { type: 'string', description: 'e.g. 40-60' },
      index: { type: 'integer', description: 'row, from 0' },
      grep: { type: 'string', description: 'regular expression' },
      path: { type: 'string', description: 'JSON path, e.g. $.items[3].name' },
      query: { type: 'string', description: 'words' },
    },
    required: ['key'],
    additionalProperties: false,
  },
}
