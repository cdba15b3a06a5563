import { InvalidOptionError } from '@headroom/core'
import * as sdk from '@strands-agents/sdk'
import type { ConversationManager, ConversationManagerReduceOptions, LocalAgent } from '@strands-agents/sdk'
import { headroom } from './headroom.ts'
import type { HeadroomOptions } from './options.ts'
import { hasOverflowed, rememberOverflow } from './overflow.ts'
import type { HeadroomPlugin } from './types.ts'

/** What `HeadroomConversationManager` takes. All optional. */
export interface HeadroomConversationManagerOptions extends HeadroomOptions {
  /**
   * Acts as it would alone, but that an overflow is met by the stronger policy first: it gets what is left. What it takes out of the
   * history is gone. Default: none, so that an overflow which is left ends the invocation.
   */
  readonly fallback?: ConversationManager
}

/**
 * A conversation manager that is the plugin, too: tool results are shortened, and a call that is too long for the model's window is made
 * once more, shorter. Of the history nothing is taken out.
 */
export class HeadroomConversationManager extends sdk.ConversationManager {
  /** Strands knows it by this name. */
  override readonly name: string = 'headroom:conversation-manager'
  readonly #plugin: HeadroomPlugin
  readonly #fallback: ConversationManager | undefined
  readonly #isEnabled: boolean

  /** @throws InvalidOptionError naming the option, what was given and what would do. */
  constructor(options: HeadroomConversationManagerOptions = {}) {
    super()
    const { fallback, ...others } = options
    if (fallback !== undefined && typeof fallback?.reduce !== 'function')
      throw new InvalidOptionError('fallback', `must be a conversation manager of Strands, got ${String(fallback)}`)
    this.#plugin = headroom({ overflowPolicy: 'aggressive', ...others })
    this.#fallback = fallback
    this.#isEnabled = others.enabled !== false
  }

  /** What Strands calls once for each agent. */
  // An overflow is met around the call itself, before Strands tells of it: its own way to `reduce` is the fallback's.
  override initAgent(agent: LocalAgent): void {
    this.#plugin.initAgent(agent)
    this.#fallback?.initAgent(agent)
  }

  /** Goes over to the stronger policy where there was an overflow and the agent has not yet; else asks the fallback. */
  override reduce(options: ConversationManagerReduceOptions): boolean | Promise<boolean> {
    const { agent, error } = options
    const isAnswered = this.#isEnabled && error !== undefined && !hasOverflowed(agent)
    if (isAnswered) rememberOverflow(agent)
    return isAnswered || (this.#fallback?.reduce(options) ?? false)
  }
}
