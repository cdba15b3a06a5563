import { type Names, NOWHERE } from './names.ts'

/**
 * What happened to a file as a whole, beside the changes of its lines: `new`, `deleted`, `renamed from src/a.ts`, `copied from …`,
 * `old mode 100644`, `new mode 100755`.
 *
 * @param extended The lines between `diff --git` and the names, without carriage returns.
 * @param named The names of `---` and `+++`.
 */
export function fatesOf(extended: readonly string[], named: Names | undefined): readonly string[] {
  const told = extended.filter((line) => FATE.test(line)).map(fateOf)
  if (told.length > 0 || named === undefined) return told
  return [...(named.old === NOWHERE ? ['new'] : []), ...(named.young === NOWHERE ? ['deleted'] : [])]
}

const FATE = /^(?:new file|deleted file|rename from|copy from|old mode|new mode|mode) /

function fateOf(line: string): string {
  if (line.startsWith('new file ')) return 'new'
  if (line.startsWith('deleted ')) return 'deleted'
  return line.replace(/^rename /, 'renamed ').replace(/^copy /, 'copied ')
}
