import type { Usage } from '../types/usage.ts'

/** Counts by class, undefined where the provider does not tell. */
export type Counts = { readonly [Class in Exclude<keyof Usage, 'cacheWriteLong'>]-?: number | undefined } & {
  readonly cacheWriteLong?: number | undefined
}

/** A usage of what is known; undefined where input or output is not. */
export function usageOf({
  input,
  output,
  cacheRead,
  cacheWrite,
  cacheWriteLong,
  reasoning,
}: Counts): Usage | undefined {
  if (input === undefined || output === undefined) return undefined
  return {
    input,
    ...(cacheRead !== undefined && { cacheRead }),
    ...(cacheWrite !== undefined && { cacheWrite }),
    ...(cacheWriteLong !== undefined && { cacheWriteLong }),
    output,
    ...(reasoning !== undefined && { reasoning }),
  }
}
