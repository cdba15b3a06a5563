import type { HiddenCalls, IsHidden } from '../../types/hidden.ts'
import type { ViewObstacle } from '../../types/report.ts'
import { sumOfUsage } from '../sum-of-usage.ts'
import { listOf, objectOf, stringOf } from '../wire-value.ts'
import { anchors } from './anchors.ts'
import { isHiddenCall } from './hidden-call.ts'
import { createHiddenStream } from './hidden-stream.ts'
import { hasConversation } from './is-stateful.ts'
import { type ResponsesReply, responseOf } from './reply.ts'
import type { ResponsesRequest } from './request.ts'
import { reference, shows } from './shows.ts'

/** How calls are hidden in conversations with the Responses API: each message, call and result is an item. */
export const hidden: HiddenCalls<ResponsesRequest, ResponsesReply> = {
  obstacle,
  history: ({ input }) => ({ path: ['input'], items: itemsOf(input) }),
  shows,
  reference,
  waits: (reply) => listOf(responseOf(reply).output).some(isApprovalRequest),
  anchors,
  shown,
  stream: createHiddenStream,
}

function obstacle(request: ResponsesRequest): ViewObstacle | undefined {
  const { background, store, previous_response_id: previous } = request
  if (background === true) return 'background'
  const isLost = stringOf(previous) !== '' && store === false
  return hasConversation(request) || isLost ? 'kept-by-provider' : undefined
}

/** A text is one item of the user. */
function itemsOf(input: unknown): readonly unknown[] {
  return typeof input === 'string' && input !== '' ? [{ role: 'user', content: input }] : listOf(input)
}

function isApprovalRequest(item: unknown): boolean {
  return objectOf(item)?.['type'] === 'mcp_approval_request'
}

/** Of all rounds. The id is the last one's: who goes on from it goes on from all of them, also where the store is lost. */
function shown(replies: readonly [ResponsesReply, ...ResponsesReply[]], isHidden: IsHidden): ResponsesReply {
  const last = replies.at(-1) ?? replies[0]
  const responses = replies.map(responseOf)
  const output = responses.flatMap((response) =>
    listOf(response.output).filter((item) => !isHiddenCall(item, isHidden)),
  )
  const usage = sumOfUsage(responses.map((response) => response.usage))
  const response = {
    ...responseOf(last),
    output,
    ...(usage !== undefined && { usage }),
  }
  return objectOf(last.response) === undefined ? response : { ...last, response }
}
