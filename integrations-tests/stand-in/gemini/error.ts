import type { Refusal } from '../room.ts'

/** A refusal as Google's APIs write one. */
export function googleError({ status, type, message }: Refusal): unknown {
  return { error: { code: status, message, status: CANONICAL.test(type) ? type : (STATUSES[status] ?? 'UNKNOWN') } }
}

const CANONICAL = /^[A-Z_]+$/

/** By HTTP status. Source: the mapping of `google.rpc.Code`; 529 is no status of Google's. */
const STATUSES: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ABORTED',
  422: 'INVALID_ARGUMENT',
  429: 'RESOURCE_EXHAUSTED',
  499: 'CANCELLED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
  529: 'UNAVAILABLE',
}
