import { describe, expect, it } from 'vitest'
import { type Breach, breachAt } from './breach.ts'
import { shippedFiles } from './project.ts'
import { type SourceFile, parseSource } from './source-file.ts'

// Words that mean something here already, by the word that is used instead (CONTRIBUTING.md, "Words").
const INSTEAD: Readonly<Record<string, string>> = {
  payload: 'request or reply',
  envelope: 'request or reply',
  mutation: 'edit',
  crush: 'compress',
  kompress: 'compress',
  importance: 'signal',
  sentinel: 'marker',
  decompress: 'retrieve',
  estimator: 'tokenizer',
  compressionratio: 'keepRatio',
  ledger: 'store, or report; the word is for packages/ledger',
}

describe('exported names', () => {
  it('use one word for one thing', () => {
    expect(strangeWords(shippedFiles())).toEqual([])
  })

  it('are caught where they use another', () => {
    const text = `export const MAX_PAYLOAD = 1\nexport function crushRows() {}\nexport type { LedgerEntry } from './b.ts'\nexport const edit = 1`
    const breaches = strangeWords([
      parseSource('packages/core/src/a.ts', text),
      parseSource('packages/ledger/src/b.ts', 'export type Ledger = 1'),
    ])
    expect(breaches).toEqual([
      'packages/core/src/a.ts:1 MAX_PAYLOAD says payload: say request or reply',
      'packages/core/src/a.ts:2 crushRows says crush: say compress',
      'packages/core/src/a.ts:3 LedgerEntry says ledger: say store, or report; the word is for packages/ledger',
    ])
  })
})

function strangeWords(files: readonly SourceFile[]): readonly Breach[] {
  return files.flatMap((file) =>
    file.module.staticExports
      .flatMap(({ entries }) => entries)
      .flatMap(({ exportName: { name }, start }) => {
        const flat = (name ?? '').replaceAll('_', '').toLowerCase()
        const word = Object.keys(INSTEAD).find((candidate) => flat.includes(candidate))
        if (word === undefined || (word === 'ledger' && file.path.startsWith('packages/ledger/'))) return []
        return [breachAt(file, start, `${name} says ${word}`, `say ${INSTEAD[word]}`)]
      }),
  )
}
