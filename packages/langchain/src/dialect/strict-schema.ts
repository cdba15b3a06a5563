import type { ToolDefinition } from '@headroom/core'

/**
 * The same tool for providers that hold a model to its schema (`strict` of OpenAI): there each member is required, and what need not be
 * given may be null. https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
 */
export function strictly(tool: ToolDefinition): ToolDefinition {
  const { properties = {}, required = [] }: Schema = tool.inputSchema
  const members = Object.entries(properties).map(([name, member]) => {
    return [name, required.includes(name) ? member : { ...member, type: [member['type'], 'null'] }] as const
  })
  const inputSchema = {
    ...tool.inputSchema,
    properties: Object.fromEntries(members),
    required: Object.keys(properties),
  }
  return { ...tool, inputSchema }
}

interface Schema {
  readonly properties?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly required?: readonly string[]
}
