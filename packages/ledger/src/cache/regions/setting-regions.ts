import type { WireRegion } from '../wire-region.ts'
import type { WireObject } from '../wire-value.ts'

/** A region for each setting, also where it is not set, so that setting it later shows at its place. */
export function settingRegions(request: WireObject, names: readonly string[]): readonly WireRegion[] {
  return names.map((name) => ({ kind: 'setting', path: [name], value: request[name] }))
}
