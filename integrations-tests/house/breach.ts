import { type SourceFile, lineAt } from './source-file.ts'

/** One place where a rule is broken, and what would do: `packages/core/src/a.ts:12 …`. */
export type Breach = string

/** Words a breach so that its owner can go there and act. */
export function breachAt(
  file: Pick<SourceFile, 'path' | 'text'>,
  offset: number,
  what: string,
  remedy: string,
): Breach {
  return `${file.path}:${lineAt(file, offset)} ${what}: ${remedy}`
}
