import { applyEdits } from '../edits/apply.ts'
import { spliceEdits } from '../edits/splice.ts'
import type { Edit } from '../types/edit.ts'

/** A request on its way to the provider: as a value, and as JSON text where the host has it so. */
export interface Sent<Request> {
  /** The request as a value. */
  readonly request: Request
  /** The request as JSON text; undefined where the host gave a value. */
  readonly body: string | undefined
}

/** A request with edits in both its forms. The very one where there are none. */
export function edited<Request>(sent: Sent<Request>, edits: readonly Edit[]): Sent<Request> {
  if (edits.length === 0) return sent
  const { request, body } = sent
  return { request: applyEdits(request, edits), body: body === undefined ? undefined : spliceEdits(body, edits) }
}
