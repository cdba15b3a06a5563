import type { IsHidden } from '@headroom/core'
import type { Content, FinishReason } from '../types/reply.ts'

/** Whether a piece of an answer, or a part of a stream, is a call of a hidden tool, or the start of one. */
export function isHiddenCall({ type, toolName = '', providerExecuted }: Content, isHidden: IsHidden): boolean {
  return (type === 'tool-call' || type === 'tool-input-start') && providerExecuted !== true && isHidden(toolName)
}

/** Whether a piece that is shown to the client waits for it: a call of one of its tools, or a question for its consent. */
export function waitsForClient({ type, providerExecuted }: Content): boolean {
  return type === 'tool-approval-request' || (type === 'tool-call' && providerExecuted !== true)
}

/** Why the model stopped, where the client gets no calls to run. */
export function withoutCalls(reason: FinishReason): FinishReason {
  return reason.unified === 'tool-calls' ? { ...reason, unified: 'stop' } : reason
}
