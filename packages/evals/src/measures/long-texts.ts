/** Outputs of many shapes, made up, the same ones on every machine. By name: a text of about so many UTF-16 units. */
export const LONG_TEXTS: Readonly<Record<string, (length: number) => string>> = {
  'JSON rows': (length) => `[${filled(length, rowAt, ',')}]`,
  'JSON rows, indented': (length) => JSON.stringify(JSON.parse(`[${filled(length * 0.8, rowAt, ',')}]`), undefined, 2),
  'JSON tree': (length) => `{"status":"ok","nodes":[${filled(length, nodeAt, ',')}]}`,
  'JSON lines': (length) => filled(length, rowAt),
  log: (length) => filled(length, logLineAt),
  'log with stack traces': (length) => filled(length, (at) => (at % 9 === 0 ? traceAt(at) : logLineAt(at))),
  'search results': (length) => filled(length, hitAt),
  'ls -l': (length) => filled(length, fileAt),
  find: (length) => filled(length, (at) => `./${folderAt(at >> 3)}/${wordAt(at)}-${at}.ts`),
  CSV: (length) => `id,time,name,amount,note\n${filled(length, (at) => cellsAt(at).join(','))}\n`,
  'Markdown table': (length) =>
    `| id | time | name | amount | note |\n| --- | --- | --- | --- | --- |\n${filled(length, (at) => `| ${cellsAt(at).join(' | ')} |`)}\n`,
  diff: (length) => filled(length, fileDiffAt),
  'page of prose and JSON': (length) => filled(length, passageAt, '\n\n'),
  HTML: (length) => `<!doctype html>\n<html><body>\n${filled(length, sectionAt)}\n</body></html>\n`,
  'source code': (length) => filled(length, functionAt, '\n\n'),
  prose: (length) => filled(length, (at) => `${phraseAt(at)}. ${phraseAt(at * 3)}, ${phraseAt(at * 7)}.`, '\n\n'),
  'one line': (length) => filled(length, phraseAt, ' '),
  base64: (length) => filled(length, (at) => `${hashAt(at).toUpperCase()}${hashAt(at * 3)}`, ''),
}

const WORDS =
  'order session index worker payment cursor region backend token invoice shard account queue batch commit retry cluster route'.split(
    ' ',
  )

function filled(length: number, partAt: (at: number) => string, between = '\n'): string {
  const parts: string[] = []
  for (let left = length; left > 0; left -= (parts.at(-1)?.length ?? 0) + between.length)
    parts.push(partAt(parts.length))
  return parts.join(between)
}

/** A whole number below a limit, by a multiplicative hash: no two machines differ, no two neighbours are alike. */
function numberAt(at: number, limit: number): number {
  return (Math.imul(at + 1, 2_654_435_761) >>> 8) % limit
}

function wordAt(at: number): string {
  return WORDS[numberAt(at, WORDS.length)] ?? ''
}

function hashAt(at: number): string {
  return [1, 31, 101]
    .map((step) =>
      numberAt(at * step, 1 << 24)
        .toString(16)
        .padStart(6, '0'),
    )
    .join('')
}

function timeAt(at: number): string {
  return new Date(Date.UTC(2026, 0, 1) + at * 1_370).toISOString()
}

function phraseAt(at: number): string {
  return `${wordAt(at)} ${wordAt(at * 5)} of ${wordAt(at * 11)} ${numberAt(at, 1_000)} took ${numberAt(at * 13, 5_000)} ms`
}

function folderAt(at: number): string {
  return `src/${wordAt(at >> 4)}/${wordAt(at)}`
}

function cellsAt(at: number): readonly string[] {
  return [String(at), timeAt(at), wordAt(at), (numberAt(at, 1_000_000) / 100).toFixed(2), phraseAt(at)]
}

function rowAt(at: number): string {
  return JSON.stringify({
    id: at,
    time: timeAt(at),
    state: numberAt(at, 30) === 0 ? 'failed' : 'done',
    owner: wordAt(at),
    message: phraseAt(at),
    commit: hashAt(at),
  })
}

function nodeAt(at: number): string {
  const members = Array.from({ length: 1 + numberAt(at, 4) }, (_, member) => {
    const seed = at * 4 + member
    const values = [seed, phraseAt(seed), { [wordAt(seed)]: [hashAt(seed), null] }, [wordAt(seed), { depth: seed % 7 }]]
    return [`${wordAt(seed)}${numberAt(seed, 5)}`, values[numberAt(seed, values.length)]]
  })
  return JSON.stringify({ name: `${wordAt(at)}-${at}`, ...Object.fromEntries(members) })
}

function logLineAt(at: number): string {
  const level = numberAt(at, 40) === 0 ? 'ERROR' : numberAt(at, 9) === 0 ? 'WARN' : 'INFO'
  return `${timeAt(at)} ${level} [${wordAt(at)}-${numberAt(at, 16)}] ${phraseAt(at)} (trace ${hashAt(at)})`
}

function traceAt(at: number): string {
  const frames = [1, 2, 3].map(
    (frame) => `    at ${wordAt(at * frame)} (src/${wordAt(at + frame)}.ts:${numberAt(at, 900)}:7)`,
  )
  return [`Error: ${phraseAt(at)}`, ...frames].join('\n')
}

function hitAt(at: number): string {
  return `${folderAt(at >> 4)}.ts:${(at % 16) * 9 + 1}:  const ${wordAt(at)} = load('${phraseAt(at)}')`
}

function fileAt(at: number): string {
  return `-rw-r--r-- 1 app app ${String(numberAt(at, 99_999)).padStart(6)} Mar  4 09:14 ${wordAt(at)}-${at}.json`
}

function fileDiffAt(at: number): string {
  const path = `${folderAt(at)}-${at}.ts`
  return [
    `diff --git a/${path} b/${path}`,
    `index ${hashAt(at).slice(0, 7)}..${hashAt(at + 1).slice(0, 7)} 100644`,
    `--- a/${path}`,
    `+++ b/${path}`,
    '@@ -1,3 +1,3 @@',
    ` ${phraseAt(at)}`,
    `-${phraseAt(at + 1)}`,
    `+${phraseAt(at + 2)}`,
    ` ${phraseAt(at + 3)}`,
  ].join('\n')
}

function passageAt(at: number): string {
  if (at % 3 === 0) return `\`\`\`json\n[${filled(1_000, (row) => rowAt(at * 9 + row), ',\n')}]\n\`\`\``
  return at % 3 === 1 ? `## ${wordAt(at)}\n\n${phraseAt(at)}.` : filled(800, (line) => logLineAt(at * 9 + line))
}

function sectionAt(at: number): string {
  return `<section id="s${at}"><h2>${wordAt(at)}</h2><p>${phraseAt(at)} <a href="/${wordAt(at)}/${at}">${hashAt(at)}</a></p></section>`
}

function functionAt(at: number): string {
  return `export function ${wordAt(at)}${at}(value: number): number {\n  // ${phraseAt(at)}\n  return value * ${numberAt(at, 99)}\n}`
}
