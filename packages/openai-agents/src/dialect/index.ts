import type { Dialect } from '@headroom/core'
import type { AgentRequest } from '../types.ts'
import { dropsEarlier } from './drops-earlier.ts'
import { addTool, matches, segments } from './request.ts'

/** The items of the SDK's protocol that a runner is about to send. Replies are not seen where a filter stands. */
export const openaiAgents: Dialect<AgentRequest> = {
  name: 'openai-agents',
  matches,
  segments,
  dropsEarlier,
  addTool,
  toolCalls: () => [],
  continueWith: () => [],
  usage: () => undefined,
  stopReason: () => undefined,
  readStream: () => ({ push() {}, reply: () => undefined }),
}
