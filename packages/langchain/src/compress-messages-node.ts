import { assertOptions, compress } from '@headroom/core'
import type { BaseMessage } from '@langchain/core/messages'
import { langChain } from './dialect/index.ts'
import type { ShorteningOptions } from './shortening-options.ts'

/** A node of a LangGraph graph: reads `messages` of the state, and writes what the model is to read. */
export type CompressMessagesNode = (state: {
  readonly messages: BaseMessage[]
}) => Promise<{ llmInputMessages: BaseMessage[] }>

/**
 * A node that writes `llmInputMessages`: the state's messages, tool results shortened, for the model's node to send. `messages` stay as
 * they are, and so do checkpoints. Messages keep their ids; those that did not change are the same objects.
 *
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function compressMessagesNode(options: ShorteningOptions = {}): CompressMessagesNode {
  assertOptions(options)
  return async ({ messages }) => {
    const { request } = await compress({ messages }, { ...options, dialect: langChain })
    return { llmInputMessages: request.messages }
  }
}

/**
 * The same as `preModelHook` of `createReactAgent`, which sends `llmInputMessages` in place of the history.
 *
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function preModelHook(options: ShorteningOptions = {}): CompressMessagesNode {
  return compressMessagesNode(options)
}
