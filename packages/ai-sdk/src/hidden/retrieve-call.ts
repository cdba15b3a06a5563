import { RETRIEVE_TOOL_NAME } from '@headroom/core'
import type { Content } from '../types/reply.ts'

/** What tells a call of the retrieve tool. */
type Named = Pick<Content, 'type' | 'toolName' | 'providerExecuted'>

/** Whether a piece of an answer, or a part of a prompt or stream, is a call of the retrieve tool, or the start of one. */
export function isRetrieveCall({ type, toolName, providerExecuted }: Named): boolean {
  const isCall = type === 'tool-call' || type === 'tool-input-start'
  return isCall && toolName === RETRIEVE_TOOL_NAME && providerExecuted !== true
}

/** Whether a piece of an answer waits for the client: a call of one of its tools, or a question for its consent. */
export function waitsForClient(piece: Content): boolean {
  if (piece.type === 'tool-approval-request') return true
  return piece.type === 'tool-call' && piece.providerExecuted !== true && !isRetrieveCall(piece)
}
