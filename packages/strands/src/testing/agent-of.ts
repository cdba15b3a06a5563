import { Agent, type AgentConfig, NullConversationManager, tool, type Tool } from '@strands-agents/sdk'
import { headroom } from '../headroom.ts'
import type { HeadroomOptions } from '../options.ts'
import { firstAndLast, longText } from './first-and-last.ts'
import { ScriptedModel, type ScriptedReply } from './scripted-model.ts'

/** A tool that gives a text which `firstAndLast` shortens. */
export const load: Tool = tool({ name: 'load', description: 'Loads.', callback: () => longText('a') })

/** A reply that calls `load`. */
export const LOAD: ScriptedReply = { calls: [{ name: 'load' }] }

/** An agent that follows a script, and its model. */
export interface Scripted {
  readonly agent: Agent
  readonly model: ScriptedModel
}

/** An agent with `load` and, unless plugins or a conversation manager are given, the plugin over `firstAndLast`. */
export function agentOf(
  script: readonly ScriptedReply[],
  config: Omit<AgentConfig, 'model'> = {},
  options: HeadroomOptions = {},
): Scripted {
  const model = new ScriptedModel(script)
  const plugins = config.conversationManager === undefined ? [plugin(options)] : []
  const manager = config.contextManager === undefined ? { conversationManager: new NullConversationManager() } : {}
  return { model, agent: new Agent({ printer: false, tools: [load], plugins, ...manager, ...config, model }) }
}

/** The plugin over `firstAndLast`. */
export function plugin(options: HeadroomOptions = {}): ReturnType<typeof headroom> {
  return headroom({ compressors: [firstAndLast], ...options })
}
