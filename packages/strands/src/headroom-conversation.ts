import { assertOptions, InvalidOptionError } from '@headroom/core'
import * as sdk from '@strands-agents/sdk'
import type { ConversationManager, ConversationManagerReduceOptions, LocalAgent } from '@strands-agents/sdk'
import { headroom } from './headroom.ts'
import type { HeadroomOptions } from './options.ts'
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

  /** @throws InvalidOptionError naming the option, what was given and what would do. */
  constructor(options: HeadroomConversationManagerOptions = {}) {
    super()
    assertOptions(options, ['fallback', 'overflowPolicy'])
    const { fallback, ...others } = options
    if (fallback !== undefined && typeof fallback?.reduce !== 'function')
      throw new InvalidOptionError('fallback', `must be a conversation manager of Strands, got ${String(fallback)}`)
    this.#plugin = headroom({ overflowPolicy: 'aggressive', ...others })
    this.#fallback = fallback
  }

  /** What Strands calls once for each agent. */
  // An overflow is met around the call itself, before Strands tells of it: its own way to `reduce` is the fallback's.
  override initAgent(agent: LocalAgent): void {
    this.#plugin.initAgent(agent)
    this.#fallback?.initAgent(agent)
  }

  /** Asks the fallback. The stronger policy needs no asking: a call that was too long has been made once more under it by then. */
  override reduce(options: ConversationManagerReduceOptions): boolean | Promise<boolean> {
    return this.#fallback?.reduce(options) ?? false
  }
}
