import type { Steps } from '../../steps.ts'
import type { Kept } from '../../types/compressor.ts'
import { eachInSteps, indicesInSteps } from '../each-in-steps.ts'
import { fileCounts } from './file-counts.ts'
import type { SearchDocument } from './document.ts'
import { isNote } from './notes.ts'

/** How to get more than a view shows: `lines` of the retrieve tool are those of the output, the numbers of results those of files. */
const MORE: Readonly<Record<SearchDocument['layout']['kind'], string>> = {
  numbered: "numbers are the files', not `lines` to retrieve: grep a path for all of it",
  headed: "numbers are the files', not `lines` to retrieve: grep a path for its line, then ask for lines from there",
  single: "numbers are the file's, not `lines` to retrieve: grep for more",
  bare: 'grep a path for all of it',
  counts: '',
}

/** What holds for all results: matches, files, and the file with the most; how many notes there are; what the numbers mean. */
export function* factsOf(document: SearchDocument, { indices }: Kept): Steps<readonly string[]> {
  const { units } = document
  const counts = yield* fileCounts(units)
  const files = counts.paths.length
  let [matches, most, path] = [0, 0, '']
  yield* eachInSteps(counts.paths, (name) => {
    const count = counts.matches.get(name) ?? 0
    matches += count
    if (count > most) [most, path] = [count, name]
  })
  const notes = (yield* indicesInSteps(units, isNote)).length
  const shown = (yield* indicesInSteps(indices, (index) => isNoteAt(document, index))).length
  return [
    `${matches} matches${files > 1 ? ` in ${files} files` : ''}`,
    ...(files > 1 ? [`most: ${most} in ${path}`] : []),
    ...(notes > shown ? [`${shown} of ${notes} notes shown`] : []),
    MORE[document.layout.kind],
  ]
}

function isNoteAt({ units }: SearchDocument, index: number): boolean {
  const unit = units[index]
  return unit !== undefined && isNote(unit)
}
