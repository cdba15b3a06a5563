import type { Usage } from '../types/usage.ts'

/** Counts by class, undefined where the provider does not tell. */
export type Counts = { readonly [Class in keyof Usage]-?: number | undefined }

/** A usage of what is known; undefined where input or output is not. */
export function usageOf({ input, output, cacheRead, cacheWrite, reasoning }: Counts): Usage | undefined {
  if (input === undefined || output === undefined) return undefined
  return {
    input,
    ...(cacheRead !== undefined && { cacheRead }),
    ...(cacheWrite !== undefined && { cacheWrite }),
    output,
    ...(reasoning !== undefined && { reasoning }),
  }
}
