import type { Dialect } from '@headroom/core'
import type { LangChainRequest, Message } from '../types/request.ts'
import { continueWith, toolCalls, usage } from './reply.ts'
import { addTool, matches, segments } from './request.ts'
import { readStream } from './stream.ts'
import { stopReasonOf } from './stop-reason.ts'

/**
 * LangChain's own format between an agent and a chat model: lists of messages. It hides no calls: where a request declares the retrieve
 * tool, its calls are answered by whoever declared it, and else nothing is left out.
 */
export const langChain: Dialect<LangChainRequest, Message> = {
  name: 'langchain',
  matches,
  segments,
  addTool,
  toolCalls,
  continueWith,
  usage,
  stopReason: (reply) => stopReasonOf(reply),
  readStream,
}
