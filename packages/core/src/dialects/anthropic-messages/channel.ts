import type { Edit } from '../../types/edit.ts'
import type { ToolChannel } from '../../types/hidden.ts'
import type { ToolDefinition } from '../../types/tool.ts'
import { listOf, objectOf } from '../wire-value.ts'
import type { AnthropicRequest } from './request.ts'

/**
 * A tool that is declared by a system message in the middle of the conversation, as a `tool_addition` that holds its definition.
 * Claude Opus 4.8 and later. Source: `BetaRequestToolAdditionBlock` of Anthropic's SDK 1.12.
 */
export const channel: ToolChannel<AnthropicRequest> = {
  declare(request, tool) {
    const { messages, anthropic_version: version, anthropic_beta: betas } = request
    // A system message follows a user's and comes last, or before an assistant's.
    if (objectOf(listOf(messages).at(-1))?.['role'] !== 'user') return []
    const edits: Edit[] = [
      { op: 'add', path: ['messages', '-'], value: { role: 'system', content: [additionOf(tool)] } },
    ]
    // Bedrock and Vertex AI take in the body what the API takes in a header.
    if (version === undefined || listOf(betas).includes(BETA)) return edits
    const inBody: Edit = Array.isArray(betas)
      ? { op: 'add', path: ['anthropic_beta', '-'], value: BETA }
      : { op: 'add', path: ['anthropic_beta'], value: [BETA] }
    return [...edits, inBody]
  },
  declares(item, name) {
    const { role, content } = objectOf(item) ?? {}
    return role === 'system' && listOf(content).some((block) => nameOf(block) === name)
  },
  header: ['anthropic-beta', 'inline-tools-2026-09-15'],
}

const [, BETA] = channel.header

function additionOf({ name, description, inputSchema }: ToolDefinition): object {
  const definition = { name, description, input_schema: inputSchema }
  return { type: 'tool_addition', tool: { type: 'tool_definition', definition } }
}

function nameOf(block: unknown): unknown {
  const addition = objectOf(block)
  if (addition?.['type'] !== 'tool_addition') return undefined
  return objectOf(objectOf(addition['tool'])?.['definition'])?.['name']
}
