import { dropsEarlier as dropsEarlierOfAnthropic } from '../anthropic-messages/drops-earlier.ts'
import { objectOf } from '../wire-value.ts'
import type { ConverseRequest } from './request.ts'

/**
 * Whether the model's API may take earlier tool results out of a request: Converse hands Anthropic's `context_management` on,
 * in the fields that are the model's own.
 */
export function dropsEarlier({ additionalModelRequestFields: fields }: ConverseRequest): boolean {
  return dropsEarlierOfAnthropic({ messages: [], context_management: objectOf(fields)?.['context_management'] })
}
