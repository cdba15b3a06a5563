import type { Steps } from '../../steps.ts'
import type { Kept } from '../../types/compressor.ts'
import { eachInSteps, someInSteps } from '../each-in-steps.ts'
import { joinInSteps } from '../lines.ts'
import type { SearchDocument } from './document.ts'
import type { ResultLine } from './result-line.ts'
import { fileCounts } from './file-counts.ts'
import { folderOf } from './path.ts'

/** Files that are counted one by one; more are counted by folder. */
const MAX_FILES = 1000
/** Folders that are counted one by one; of deeper trees only the upper folders. */
const MAX_FOLDERS = 500

/**
 * A view as text: each file once with how many of its matches are shown, the kept lines below it from the number on, byte for byte.
 * Every file is named and counted; of more than a thousand, those without a kept line are counted by folder.
 */
export function* renderResults({ units }: SearchDocument, { indices }: Kept): Steps<string> {
  const counts = yield* fileCounts(units)
  const kept: ResultLine[] = []
  yield* eachInSteps(indices, (index) => {
    const unit = units[index]
    if (unit !== undefined) kept.push(unit)
  })
  const { matches: shown } = yield* fileCounts(kept)
  const below = yield* linesByFile(kept)
  const out: string[] = []
  yield* eachInSteps(kept, ({ text, path }) => {
    if (path === undefined) out.push(text)
  })
  out.push('Matches by file (shown of all):')
  const others: string[] = []
  yield* eachInSteps(counts.paths, (path) => {
    if (counts.paths.length > MAX_FILES && !shown.has(path)) {
      others.push(path)
      return
    }
    out.push(`${withoutReturn(path)} (${shown.get(path) ?? 0} of ${counts.matches.get(path) ?? 0})`.trimStart())
    for (const line of below.get(path) ?? []) out.push(line)
  })
  if (others.length > 0) {
    out.push('Files without a line here, by folder (matches of all):')
    for (const line of yield* byFolder(others, counts.matches)) out.push(line)
  }
  return yield* joinInSteps(out, '\n')
}

function* linesByFile(kept: readonly ResultLine[]): Steps<ReadonlyMap<string, readonly string[]>> {
  const lines = new Map<string, string[]>()
  yield* eachInSteps(kept, ({ text, path, rest }) => {
    if (path === undefined || rest < 0) return
    const own = text.slice(text[rest] === '\0' ? rest + 1 : rest)
    const known = lines.get(path)
    if (known === undefined) lines.set(path, [own])
    else known.push(own)
  })
  return lines
}

function withoutReturn(path: string): string {
  return path.endsWith('\r') ? path.slice(0, -1) : path
}

/** Files and matches by folder; by upper folders where there are many. */
function* byFolder(files: readonly string[], counts: ReadonlyMap<string, number>): Steps<readonly string[]> {
  for (let depth = MAX_DEPTH; ; depth = Math.floor(depth / 2)) {
    const folders = new Map<string, { files: number; matches: number }>()
    const areTooMany = yield* someInSteps(files, (path) => {
      const folder = upperFolders(folderOf(path), depth)
      const known = folders.get(folder) ?? { files: 0, matches: 0 }
      folders.set(folder, { files: known.files + 1, matches: known.matches + (counts.get(path) ?? 0) })
      return folders.size > MAX_FOLDERS && depth > 0
    })
    if (areTooMany) continue
    return [...folders].map(([folder, of]) => `${folder === '' ? './' : folder} (${of.files} files: ${of.matches})`)
  }
}

const MAX_DEPTH = 32

function upperFolders(folder: string, depth: number): string {
  let end = 0
  for (let level = 0; level < depth; level++) {
    const slash = folder.indexOf('/', end)
    const next = slash < 0 ? folder.indexOf('\\', end) : slash
    if (next < 0) break
    end = next + 1
  }
  return folder.slice(0, end)
}
