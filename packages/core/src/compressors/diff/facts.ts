import type { Steps } from '../../steps.ts'
import { eachInSteps } from '../each-in-steps.ts'
import type { DiffDocument } from './document.ts'

/** What holds of the whole diff, for the header of a view: files and changed lines, and files whose lines are not counted. */
export function* factsOf({ files, unread }: DiffDocument): Steps<readonly string[]> {
  const paths = new Set<string>()
  let [added, removed] = [0, 0]
  yield* eachInSteps(files, (file) => {
    paths.add(file.path)
    added += file.added
    removed += file.removed
  })
  // A log tells of a file once for each commit.
  const diffs = paths.size === files.length ? '' : `${files.length} diffs of `
  const counts = `whole diff: ${diffs}${countOf(paths.size)}, +${added} -${removed}`
  return unread === 0 ? [counts] : [counts, `not counted, shown whole: ${countOf(unread)} with incomplete hunks`]
}

function countOf(files: number): string {
  return `${files} ${files === 1 ? 'file' : 'files'}`
}
