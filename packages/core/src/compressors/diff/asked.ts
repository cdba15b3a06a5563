import type { Noise } from './noise.ts'

/** What a query names. */
export interface Asked {
  /** Whether it names a file: by its path, by a folder it is in, by its name, or by what kind of file it is. */
  file(path: string, noise: Noise | undefined): boolean
  /** Whether a line holds something that it names. */
  line(line: string): boolean
}

/** Reads a query: the user text before a tool call and the call's input. */
export function askedOf(query: string): Asked {
  const words = new Set([...query.slice(0, QUERY_LENGTH).matchAll(WORD)].map(([word]) => trimmed(word)))
  const literals = [...words].filter((word) => word.length >= MIN_LITERAL && TELLING.test(word)).slice(0, MAX_LITERALS)
  const folders = literals.filter((word) => word.includes('/')).map((folder) => folder.replace(/^\.?\/|\/$/g, ''))
  const kinds = new Set(KINDS.filter(({ words: said }) => said.test(query)).map(({ noise }) => noise))
  return {
    file: (path, noise) =>
      words.has(path) ||
      words.has(nameOf(path)) ||
      folders.some((folder) => isWithin(path, folder)) ||
      (noise !== undefined && kinds.has(noise)),
    line: (line) => literals.some((literal) => line.includes(literal)),
  }
}

/**
 * Whether a query speaks of a patch that is to be applied or sent: then its diff must stay as it is, to the last unchanged line.
 */
export function isForApplying(query: string): boolean {
  return APPLYING.some((pattern) => pattern.test(query))
}

const APPLYING: readonly RegExp[] = [
  /\bgit\s{1,8}(?:apply|am)\b|\bpatch\s[^|;&\n]{0,80}-p\s?\d|\bpatch\s{0,8}<|\bformat-patch\b|\bapply_?patch\b/i,
  /\b(?:re)?appl(?:y|ies|ied|ying)\b[^.!?\n]{0,80}\b(?:patch(?:es)?|diffs?|hunks?)\b/i,
  /\b(?:patch(?:es)?|diffs?|hunks?)\b[^.!?\n]{0,60}\b(?:(?:be|to|and|then|can|will|must|should)\s{1,4}(?:re)?appl(?:y|ied)|applicable)\b/i,
  /\b(?:submit|send|give|output|print|return|reply|answer|provide|export|copy|make|create|write|save|generate)\b[^.!?\n]{0,40}\bpatch(?:es)?\b/i,
  /\bsave\b[^.!?\n]{0,40}\bdiffs?\b|\.(?:patch|diff)\b/i,
]

/** Characters of a query that are read; the engine gives 8,000 at most. */
const QUERY_LENGTH = 10_000
/** Paths, names, identifiers. */
const WORD = /[\p{L}\p{N}_$@.\-/()[\]+]{2,300}/gu
/** Shorter words occur anywhere. */
const MIN_LITERAL = 4
/** Most that are looked for in each line. */
const MAX_LITERALS = 24
/** What names have and plain words have not: a sign within, a digit, a capital after a small letter. */
const TELLING = /[\p{L}\p{N}][_$@./\-\d]+[\p{L}\p{N}]|\p{Ll}\p{Lu}|\/$|^_|^[A-Z]\w*[a-z]\w*[A-Z]/u

const KINDS: readonly { readonly noise: Noise; readonly words: RegExp }[] = [
  { noise: 'lock file', words: /\block ?files?\b|\blockfile/i },
  { noise: 'generated', words: /\bgenerated\b/i },
  { noise: 'vendored', words: /\bvendored\b|\bthird[- ]party\b/i },
  { noise: 'minified', words: /\bminified\b/i },
  { noise: 'binary patch', words: /\bbinar(?:y|ies)\b/i },
]

function trimmed(word: string): string {
  return word.replace(/^[.(\-[]{1,8}(?=[\p{L}\p{N}_$@/])|[.)\-\]]{1,8}$/gu, '')
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Whether a path is in a folder, or is a path whose end the folder's words are. */
function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`) || path.endsWith(`/${folder}`) || path.includes(`/${folder}/`)
}
