import { objectOf, stringOf } from '../wire-value.ts'
import type { ResponsesRequest } from './request.ts'

/**
 * Whether the request goes on from items that the provider keeps (`previous_response_id`, `conversation`), so that it shows the new
 * ones only: what its tool results answer, what the user asked and which tools were declared in the input may be out of sight.
 *
 * An `item_reference` stands for one item and is not counted: the rest of the conversation is there.
 */
export function isStateful({ previous_response_id: previous, conversation }: ResponsesRequest): boolean {
  return stringOf(previous) !== '' || hasConversation({ conversation })
}

/** Whether the provider itself adds both input and output of the request to a conversation that it keeps. */
export function hasConversation({ conversation }: Pick<ResponsesRequest, 'conversation'>): boolean {
  return stringOf(conversation) !== '' || objectOf(conversation) !== undefined
}
