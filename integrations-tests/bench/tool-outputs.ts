import { compressText, defaultCompressors, defaultTokenizer } from '@headroom/core'
import { sharedFiles, sharedText } from '../shared-data.ts'
import { median, percent, printTable, type Row } from './print.ts'

/** Prints what single tool outputs become without loss: LogHub logs byte-exact, JSON against its minified text. */
export async function benchToolOutputs(): Promise<void> {
  const logs = await measured(
    sharedFiles('data/outputs/logs').filter((path) => path.includes('loghub_')),
    (text) => text,
  )
  const json = await measured(sharedFiles('data/outputs/json', '.json'), minified)
  const arrays = json.filter(({ path }) => holdsRows(sharedText(path)))
  const rows: Row[] = [
    [
      'LogHub files',
      logs.length,
      percent(median(logs.map(({ saved }) => saved))),
      '45 %',
      worst(logs),
      undecoded(logs),
    ],
    [
      'JSON with an array of objects, vs minified',
      arrays.length,
      percent(median(arrays.map(({ saved }) => saved))),
      '35 %',
      worst(arrays),
      undecoded(arrays),
    ],
    [
      'all JSON, vs minified',
      json.length,
      percent(median(json.map(({ saved }) => saved))),
      '',
      worst(json),
      undecoded(json),
    ],
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

interface Measured {
  readonly path: string
  /** Share of the baseline's tokens that is saved. */
  readonly saved: number
  /** Share of the original's tokens that is saved. */
  readonly savedOfOriginal: number
  readonly form: string
  readonly decodes: boolean
}

async function measured(paths: readonly string[], baseline: (text: string) => string | undefined): Promise<Measured[]> {
  const tokenizer = await defaultTokenizer()
  const results: Measured[] = []
  for (const path of paths) {
    const text = sharedText(path)
    const base = baseline(text)
    if (base === undefined) continue
    const { text: shorter, outcome } = await compressText(text, { policy: 'lossless' })
    const saved = 1 - Math.min(outcome.tokensAfter, tokenizer.count(text)) / tokenizer.count(base)
    results.push({
      path,
      saved,
      savedOfOriginal: 1 - outcome.tokensAfter / outcome.tokensBefore,
      form: outcome.by ?? outcome.reason,
      decodes: decodes(text, shorter, outcome.by),
    })
  }
  return results
}

function decodes(text: string, shorter: string, by: string | undefined): boolean {
  if (shorter === text) return true
  const compressor = defaultCompressors.find(({ name }) => name === by)
  return compressor?.decode?.(shorter) === compressor?.open(text)?.canonical()
}

function minified(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text))
  } catch {
    // NDJSON and broken files have no minified form to compare with.
    return undefined
  }
}

function holdsRows(text: string): boolean {
  const holds = (value: unknown): boolean => {
    if (Array.isArray(value))
      return (
        (value.length >= 3 &&
          value.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item))) ||
        value.some(holds)
      )
    return typeof value === 'object' && value !== null && Object.values(value).some(holds)
  }
  return holds(JSON.parse(text))
}

function worst(results: readonly Measured[]): string {
  return percent(Math.min(...results.map(({ savedOfOriginal }) => savedOfOriginal)))
}

function undecoded(results: readonly Measured[]): number {
  return results.filter(({ decodes: proven }) => !proven).length
}
