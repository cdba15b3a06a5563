import type { ToolDefinition } from '@headroom/core'
import type { CallOptions } from '../types/chat-model-settings.ts'
import type { ChatModel } from '../types/chat-model.ts'
import { declarationIn, isDeclared, openAiForm } from './declared.ts'
import { strictly } from './strict-schema.ts'

/**
 * A tool in a form in which a chat model takes it in its call options: as its own `bindTools` makes it, or as OpenAI has it, which all know.
 *
 * @param options Call options of the request; `tools` are those declared already.
 * @returns Undefined where the model takes no tools, refuses this one beside the others, or sends others than those of its call options.
 */
export function toolForm(model: ChatModel, tool: ToolDefinition, options: CallOptions): readonly unknown[] | undefined {
  const bound = boundForm(model, tool)
  if (bound === undefined) return undefined
  const { tools } = options
  for (const form of [bound, [openAiForm(tool)]]) {
    const told = declaredBy(model, { ...options, tools: Array.isArray(tools) ? [...tools, ...form] : form })
    if (told === 'untold') return form
    const declarations = told === 'refused' ? [] : told.flatMap((one) => declarationIn(one, tool.name) ?? [])
    if (declarations.some(isStrict)) return boundForm(model, tool, strictly)
    if (declarations.length > 0) return form
  }
  return undefined
}

/** The form that `bindTools` makes, which is asked for each tool once. */
function boundForm(model: ChatModel, tool: ToolDefinition, made = asIs): readonly unknown[] | undefined {
  const forms = known.get(model) ?? new Map<string, readonly unknown[] | undefined>()
  const key = `${made.name} ${tool.name}`
  if (!forms.has(key)) known.set(model, forms.set(key, askedForm(model, made(tool))))
  return forms.get(key)
}

const known = new WeakMap<ChatModel, Map<string, readonly unknown[] | undefined>>()

function asIs(tool: ToolDefinition): ToolDefinition {
  return tool
}

function askedForm(model: ChatModel, tool: ToolDefinition): readonly unknown[] | undefined {
  const { name, description, inputSchema: schema } = tool
  for (const given of [openAiForm(tool), { name, description, schema }]) {
    const declared = boundTools(model, given).filter((one) => isDeclared([one], name))
    if (declared.length > 0) return declared
  }
  return undefined
}

/** Tools in the call options of what `bindTools` gives: a binding, or a model that has options of its own. */
function boundTools(model: ChatModel, tool: unknown): readonly unknown[] {
  try {
    const { kwargs, config, defaultOptions } = Object(model.bindTools?.([tool])) as Bound
    return [kwargs, config, defaultOptions].map((options) => options?.tools).find(Array.isArray) ?? []
  } catch {
    // A model that takes no such tools says so in its own words.
    return []
  }
}

/** What may hold bound call options. */
type Bound = Partial<Readonly<Record<'kwargs' | 'config' | 'defaultOptions', { readonly tools?: unknown[] }>>>

/** The tools that the model would send, as far as it tells. */
function declaredBy(model: ChatModel, options: CallOptions): readonly unknown[] | 'untold' | 'refused' {
  try {
    const { tools, toolConfig } = Object(model.invocationParams?.(options)) as Told
    return [tools, toolConfig?.tools].find(Array.isArray) ?? 'untold'
  } catch {
    // What is wrong with other options, the model will say when it is asked.
    return 'refused'
  }
}

interface Told {
  readonly tools?: unknown[]
  readonly toolConfig?: { readonly tools?: unknown[] }
}

function isStrict(declaration: object): boolean {
  return (declaration as { readonly strict?: unknown }).strict === true
}
