import type { Anchors } from '../../types/hidden.ts'
import { stringOf } from '../wire-value.ts'
import { type ResponsesReply, responseOf } from './reply.ts'
import type { ResponsesRequest } from './request.ts'

/** Responses that the API keeps, by default all of them. */
export const anchors: Anchors<ResponsesRequest, ResponsesReply> = {
  of: (request) => stringOf(request.previous_response_id) || undefined,
  after(reply) {
    const { id, store } = responseOf(reply)
    return store === false ? undefined : stringOf(id) || undefined
  },
  moved: (_request, value) => [{ op: 'replace', path: ['previous_response_id'], value }],
}
