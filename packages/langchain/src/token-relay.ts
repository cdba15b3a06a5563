import { RETRIEVE_TOOL_NAME } from '@headroom/core'
import { createHiddenChunks } from './dialect/hidden-chunks.ts'
import { streamWithoutDrafts } from './dialect/without-drafts.ts'
import type { RunManager, TokenArguments } from './types/chat-model.ts'

/** Hands on what a model tells its callbacks while it streams, so that they see one answer, without hidden calls. */
export interface TokenRelay {
  /** What the model is given in place of its run manager. */
  readonly manager: RunManager
  /** The next round begins. */
  next(): void
  /** The turn is over. */
  end(): Promise<void>
}

/** Starts a relay for one turn. All but tokens goes to the manager itself. */
export function createTokenRelay(manager: RunManager, isJson: boolean): TokenRelay {
  const all = createHiddenChunks((name) => name === RETRIEVE_TOOL_NAME)
  const shown = isJson ? streamWithoutDrafts(all) : all
  let last: TokenArguments = ['']

  async function tell(chunks: readonly unknown[], given: TokenArguments): Promise<void> {
    const [, indices, runId, parentRunId, tags, fields] = given
    for (const chunk of chunks as readonly { readonly text?: string }[]) {
      const isSame = chunk === fields?.chunk
      const told: TokenArguments = [chunk.text ?? '', indices, runId, parentRunId, tags, { ...fields, chunk }]
      await manager.handleLLMNewToken?.(...(isSame ? given : told))
    }
  }

  return {
    manager: Object.create(manager, {
      handleLLMNewToken: {
        value: async (...given: TokenArguments): Promise<void> => {
          const chunk = given[5]?.chunk
          // Told without its chunk, a token is text.
          if (chunk === undefined) return void (await manager.handleLLMNewToken?.(...given))
          last = given
          await tell(shown.push(chunk), given)
        },
      },
    }),
    next: () => shown.next(),
    end: () => tell(shown.end(), last),
  }
}
