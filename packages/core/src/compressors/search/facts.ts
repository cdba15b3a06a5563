import type { Steps } from '../../steps.ts'
import { fileCounts } from './file-counts.ts'
import type { SearchDocument } from './document.ts'

/** What holds for all results: matches, files, and the file with the most. */
export function* factsOf({ units }: SearchDocument): Steps<readonly string[]> {
  const counts = yield* fileCounts(units)
  let [matches, most, path] = [0, 0, '']
  for (const [name, count] of counts) {
    matches += count
    if (count > most) [most, path] = [count, name]
  }
  const all = `${matches} matches${counts.size > 1 ? ` in ${counts.size} files` : ''}`
  return counts.size > 1 ? [all, `most: ${most} in ${path}`] : [all]
}
