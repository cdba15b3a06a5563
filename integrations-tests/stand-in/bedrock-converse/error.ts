import type { JsonObject } from '../json-value.ts'
import type { Frame, Refusal } from '../room.ts'

/** A refusal as Bedrock writes one: its kind is in a header. */
export function bedrockError({ message }: Refusal): JsonObject {
  return { message }
}

/** The header that tells the kind of a refusal. */
export function bedrockErrorHeaders({ status, type }: Refusal): Readonly<Record<string, string>> {
  const name = type.endsWith('Exception') ? type : (EXCEPTIONS[status] ?? 'InternalServerException')
  return { 'x-amzn-errortype': name }
}

/** A refusal in a stream that has begun. A stream knows fewer kinds than a reply. */
export function bedrockException({ status, message }: Refusal): Frame {
  return { exception: STREAM_EXCEPTIONS[status] ?? 'internalServerException', data: { message } }
}

/** By HTTP status. Source: the errors of `Converse` and `InvokeModel` in Bedrock's API reference; 529 is no status of Bedrock's. */
const EXCEPTIONS: Readonly<Record<number, string>> = {
  400: 'ValidationException',
  403: 'AccessDeniedException',
  404: 'ResourceNotFoundException',
  408: 'ModelTimeoutException',
  422: 'ValidationException',
  424: 'ModelErrorException',
  429: 'ThrottlingException',
  500: 'InternalServerException',
  503: 'ServiceUnavailableException',
  529: 'ServiceUnavailableException',
}

/** Source: the members of `ConverseStreamOutput` and `ResponseStream` in Bedrock's API reference. */
const STREAM_EXCEPTIONS: Readonly<Record<number, string>> = {
  400: 'validationException',
  424: 'modelStreamErrorException',
  429: 'throttlingException',
  503: 'serviceUnavailableException',
  529: 'serviceUnavailableException',
}
