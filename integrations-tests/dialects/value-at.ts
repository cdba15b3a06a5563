import type { Path } from '@headroom/core'

/** What stands at a path of a value; undefined where it leads nowhere. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (parent, token) => (parent instanceof Object ? Reflect.get(parent, token) : undefined),
    value,
  )
}

/** The list at a path of a value; empty where there is none. */
export function listAt(value: unknown, path: Path): readonly unknown[] {
  const found = valueAt(value, path)
  return Array.isArray(found) ? found : []
}
