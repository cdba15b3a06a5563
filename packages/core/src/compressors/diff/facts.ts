import type { DiffDocument } from './document.ts'

/** What holds of the whole diff, for the header of a view: files and changed lines, and files whose lines are not counted. */
export function factsOf({ files, unread }: DiffDocument): readonly string[] {
  const added = files.reduce((sum, file) => sum + file.added, 0)
  const removed = files.reduce((sum, file) => sum + file.removed, 0)
  const counts = `whole diff: ${countOf(files.length)}, +${added} -${removed}`
  return unread === 0 ? [counts] : [counts, `not counted, shown whole: ${countOf(unread)} with incomplete hunks`]
}

function countOf(files: number): string {
  return `${files} ${files === 1 ? 'file' : 'files'}`
}
