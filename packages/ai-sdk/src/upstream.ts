import { applyEdits, compress, type Report, retrieveTool } from '@headroom/core'
import { aiSdk } from './dialect/index.ts'
import type { Settings } from './options.ts'
import type { CallOptions } from './types/call-options.ts'

/** A request as it goes to the provider, and what was done to it. */
export interface Upstream<P> {
  readonly request: P
  readonly report: Report
}

/**
 * Shortens the tool results of a request and declares the retrieve tool, last, where the user has not declared it.
 *
 * @param full The request with originals and hidden exchanges.
 * @param model Name of the model, for its tokenizer.
 * @throws InvalidOptionError; the abort signal's reason. Never for anything in the request.
 */
export async function upstreamOf<P extends CallOptions>(
  full: P,
  model: string | undefined,
  { plan, declaresTool }: Settings,
): Promise<Upstream<P>> {
  const { request, report } = await compress(full, {
    ...(model === undefined ? {} : { model }),
    ...plan,
    dialect: aiSdk,
    ...(full.abortSignal === undefined ? {} : { signal: full.abortSignal }),
  })
  return { request: declaresTool ? applyEdits(request, aiSdk.addTool(request, retrieveTool)) : request, report }
}
