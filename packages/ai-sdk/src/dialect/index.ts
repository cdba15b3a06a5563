import type { Dialect } from '@headroom/core'
import type { CallOptions } from '../types/call-options.ts'
import type { GenerateReply } from '../types/reply.ts'
import { dropsEarlier } from './drops-earlier.ts'
import { hidden } from './hidden.ts'
import { continueWith, stopReason, toolCalls, usage } from './reply.ts'
import { addTool, matches, segments } from './request.ts'
import { readStream } from './stream.ts'

/** The AI SDK's own format between `generateText` and a provider: call options with a `prompt`. */
export const aiSdk: Dialect<CallOptions, GenerateReply> = {
  name: 'ai-sdk',
  matches,
  segments,
  dropsEarlier,
  addTool,
  toolCalls,
  continueWith,
  usage,
  stopReason,
  readStream,
  hidden,
}
