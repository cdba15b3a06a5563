import type { ToolDefinition } from '@headroom/core'

/**
 * Whether a tool of this name is among those declared, in any of the forms in which chat models take them: LangChain's own tools,
 * the forms of OpenAI and Anthropic (`name`, `function.name`), Bedrock's (`toolSpec.name`) and Gemini's (`functionDeclarations`).
 */
export function isDeclared(tools: readonly unknown[], name: string): boolean {
  return tools.some((tool) => declarationIn(tool, name) !== undefined)
}

/** The object that declares a tool of this name: a tool, or what stands in one; undefined where none does. */
export function declarationIn(tool: unknown, name: string): object | undefined {
  if (typeof tool !== 'object' || tool === null) return undefined
  const { name: own, function: called, toolSpec, functionDeclarations }: Declaring = tool
  if (own === name) return tool
  const inner = Array.isArray(functionDeclarations) ? functionDeclarations : [called, toolSpec]
  return inner.find((declared: Declaring | undefined) => typeof declared === 'object' && declared?.name === name)
}

/** A tool as OpenAI declares it: the form that every chat model takes. */
export function openAiForm({ name, description, inputSchema: parameters }: ToolDefinition): object {
  return { type: 'function', function: { name, description, parameters } }
}

/** Members under which forms of tools have their names. */
interface Declaring {
  readonly name?: unknown
  readonly function?: unknown
  readonly toolSpec?: unknown
  readonly functionDeclarations?: unknown
}
