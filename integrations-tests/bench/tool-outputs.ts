import { compressText, defaultTokenizer, openNow } from '@headroom/core'
import { defaultCompressors } from '@headroom/core/compressors'
import { sharedFiles, sharedText } from '../shared-data.ts'
import { median, percent, printTable, type Row } from './print.ts'

/** Prints what single tool outputs become without loss: LogHub logs byte-exact, JSON against its minified text. */
export async function benchToolOutputs(): Promise<void> {
  const logs = await measured(
    sharedFiles('data/outputs/logs').filter((path) => path.includes('loghub_')),
    (text) => text,
  )
  const json = await measured(sharedFiles('data/outputs/json', '.json'), minified)
  const documents = json.filter(({ path }) => holdsRows(parsed(sharedText(path))))
  const arrays = await measuredArrays(sharedFiles('data/outputs/json', '.json'))
  const rows: Row[] = [
    ['LogHub files', ...shareOf(logs), '45 %', worst(logs), undecoded(logs)],
    ['JSON arrays of objects, vs minified', ...shareOf(arrays), '35 %', worst(arrays), undecoded(arrays)],
    ['JSON documents that hold such an array', ...shareOf(documents), '', worst(documents), undecoded(documents)],
    ['all JSON, vs minified', ...shareOf(json), '', worst(json), undecoded(json)],
  ]
  printTable(
    'Tool outputs, lossless: o200k tokens saved',
    ['files', 'n', 'median', 'aim', 'worst vs original', 'not decoded'],
    rows,
  )
  printTable(
    'LogHub, file by file',
    ['file', 'saved', 'form'],
    logs.map(({ path, saved, form }) => [path.slice(path.lastIndexOf('/') + 1), percent(saved), form]),
  )
}

function shareOf(results: readonly Measured[]): readonly [number, string] {
  return [results.length, percent(median(results.map(({ saved }) => saved)))]
}

interface Measured {
  readonly path: string
  /** Share of the baseline's tokens that is saved. */
  readonly saved: number
  /** Share of the original's tokens that is saved. */
  readonly savedOfOriginal: number
  readonly form: string
  readonly decodes: boolean
}

// As the prototype measured: the array that a document is, or its first array, where it holds three objects or more.
async function measuredArrays(paths: readonly string[]): Promise<Measured[]> {
  const results: Measured[] = []
  for (const path of paths) {
    const array = arrayOf(parsed(sharedText(path)))
    if (array === undefined) continue
    const text = JSON.stringify(array)
    results.push(await measure(path, text, text))
  }
  return results
}

function arrayOf(document: unknown): readonly unknown[] | undefined {
  const isObject = typeof document === 'object' && document !== null
  const array = Array.isArray(document) ? document : isObject ? Object.values(document).find(Array.isArray) : undefined
  return Array.isArray(array) && array.length >= 3 && array.every(isRow) ? array : undefined
}

function isRow(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

async function measured(paths: readonly string[], baseline: (text: string) => string | undefined): Promise<Measured[]> {
  const results: Measured[] = []
  for (const path of paths) {
    const text = sharedText(path)
    const base = baseline(text)
    if (base !== undefined) results.push(await measure(path, text, base))
  }
  return results
}

async function measure(path: string, text: string, base: string): Promise<Measured> {
  const tokenizer = await defaultTokenizer()
  const { text: shorter, outcome } = await compressText(text, { policy: 'lossless' })
  return {
    path,
    saved: 1 - outcome.tokensAfter / tokenizer.count(base),
    savedOfOriginal: 1 - outcome.tokensAfter / outcome.tokensBefore,
    form: outcome.by ?? outcome.reason,
    decodes: decodes(text, shorter, outcome.by),
  }
}

function decodes(text: string, shorter: string, by: string | undefined): boolean {
  if (shorter === text) return true
  const compressor = defaultCompressors.find(({ name }) => name === by)
  if (compressor === undefined) return false
  return compressor.decode?.(shorter) === openNow(compressor, text)?.canonical()
}

// NDJSON and broken files have no minified form to compare with.
function minified(text: string): string | undefined {
  const document = parsed(text)
  return document === undefined ? undefined : JSON.stringify(document)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not one JSON document.
    return undefined
  }
}

function holdsRows(document: unknown): boolean {
  if (Array.isArray(document)) return (document.length >= 3 && document.every(isRow)) || document.some(holdsRows)
  return typeof document === 'object' && document !== null && Object.values(document).some(holdsRows)
}

function worst(results: readonly Measured[]): string {
  return percent(Math.min(...results.map(({ savedOfOriginal }) => savedOfOriginal)))
}

function undecoded(results: readonly Measured[]): number {
  return results.filter(({ decodes: proven }) => !proven).length
}
