import { describe, expect, it } from 'vitest'
import { type Breach, breachAt } from './breach.ts'
import { shippedFiles } from './project.ts'
import { hasNestedRepeat } from './regex-attacks.ts'
import type { RegexData } from './regex-worker.ts'
import { runBounded } from './run-bounded.ts'
import { type SourceFile, isExcused, lineAt, nodesOf, parseSource } from './source-file.ts'

const WORKER = new URL('regex-worker.ts', import.meta.url)
const EXCUSE = 'or bound its input and say so above it: `// house: linear because …`'
const KILL_MILLISECONDS = 15_000

describe('regular expressions', () => {
  it('nest no repetitions and are written as literals', () => {
    expect(nestedRepeats(shippedFiles())).toEqual([])
  })

  it('end on a megabyte of what each of them repeats', { timeout: 900_000 }, async () => {
    expect(await hanging(shippedFiles(), KILL_MILLISECONDS)).toEqual([])
  })

  it('that nest repetitions are caught', () => {
    const bad = [/(a+)+$/, /(?:\w+\s?)*x/, /(?:a|b*)+c/u, /(?<x>\s*[a-z ]+)*/]
    const good = [/(?:,\d+)*/, /(?:\w+\s)*/, /(?:"[^"]*"|[^,"])*/, /[(+)+]+(?:a{1,3})+/, /(?:\d{3}-)+/]
    const files = [...bad, ...good].map((regex, index) => parseSource(`${index}.ts`, `const a = ${regex}`))
    const built = parseSource('built.ts', `RegExp(a)\n// house: linear because a is escaped\nnew RegExp(a)`)
    expect(nestedRepeats([...files, built]).map((breach) => breach.replace(/:.*/, ''))).toEqual([
      '0.ts',
      '1.ts',
      '2.ts',
      '3.ts',
      'built.ts',
    ])
  })

  it('that look back over everything are killed and named', { timeout: 60_000 }, async () => {
    const text = String.raw`const a = /\s+$/
const b = /\[[^\]]*\]/g
const c = /^\s+/
// house: linear because a line has 200 characters at most
const d = /a.*b.*c$/`
    expect(await hanging([parseSource('a.ts', text)], 3000)).toEqual([
      String.raw`a.ts:1 /\s+$/ on "" and many " ": no end within 3 s: make it linear, ${EXCUSE}`,
      String.raw`a.ts:2 /\[[^\]]*\]/g on "[" and many "[": no end within 3 s: make it linear, ${EXCUSE}`,
    ])
  })
})

function nestedRepeats(files: readonly SourceFile[]): readonly Breach[] {
  return files.flatMap((file) =>
    nodesOf(file).flatMap(({ node }) => {
      if (node.type === 'Literal' && 'regex' in node && !isExcused(file, 'linear', node.start)) {
        const { pattern, flags } = node.regex
        if (!hasNestedRepeat(new RegExp(pattern, flags))) return []
        return [breachAt(file, node.start, `/${pattern}/${flags} repeats a repetition`, `make it linear, ${EXCUSE}`)]
      }
      const isCall = node.type === 'NewExpression' || node.type === 'CallExpression'
      if (
        !isCall ||
        !/^(new\s+)?RegExp\(/.test(file.text.slice(node.start, node.end)) ||
        isExcused(file, 'linear', node.start)
      )
        return []
      return [breachAt(file, node.start, 'a regular expression that is put together', `write a literal, ${EXCUSE}`)]
    }),
  )
}

async function hanging(files: readonly SourceFile[], killMilliseconds: number): Promise<readonly Breach[]> {
  const regexes = files.flatMap((file) =>
    nodesOf(file).flatMap(({ node }) => {
      if (node.type !== 'Literal' || !('regex' in node) || isExcused(file, 'linear', node.start)) return []
      const { pattern, flags } = node.regex
      return [
        { name: `${file.path}:${lineAt(file, node.start)} /${pattern}/${flags}`, regex: new RegExp(pattern, flags) },
      ]
    }),
  )
  const data: RegexData = { regexes }
  return (await runBounded(WORKER, data, killMilliseconds)).map((failure) => `${failure}: make it linear, ${EXCUSE}`)
}
