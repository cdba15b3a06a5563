/** Texts of each kind, made up; the same ones on every machine. By name: a text of about so many characters. */
export const LONG_TEXTS: Readonly<Record<string, (length: number) => string>> = {
  'JSON rows': (length) => `[${filled(length, rowOf, ',')}]`,
  'JSON rows, indented': (length) => JSON.stringify(JSON.parse(`[${filled(length * 0.75, rowOf, ',')}]`), undefined, 2),
  'JSON, nested and odd': (length) => `{"status":"ok","groups":[${filled(length, groupOf, ',')}]}`,
  NDJSON: (length) => filled(length, rowOf),
  log: (length) => filled(length, logLineOf),
  'search results': (length) =>
    filled(
      length,
      (at) =>
        `src/${wordAt(at >> 5)}/${wordAt(at >> 4)}.ts:${(at % 16) * 9 + 1}:  const ${wordAt(at)} = ${sentenceAt(at)}`,
    ),
  listing: (length) =>
    filled(
      length,
      (at) => `-rw-r--r-- 1 app app ${String(numberAt(at, 99_999)).padStart(6)} Mar  4 09:14 ${wordAt(at)}-${at}.json`,
    ),
  CSV: (length) =>
    filled(length, (at) => `${at},${timeAt(at)},${wordAt(at)},${numberAt(at, 10_000) / 100},"${sentenceAt(at)}"`),
  diff: (length) =>
    filled(
      length,
      (at) =>
        `diff --git a/src/${wordAt(at)}-${at}.ts b/src/${wordAt(at)}-${at}.ts\n--- a/src/${wordAt(at)}-${at}.ts\n+++ b/src/${wordAt(at)}-${at}.ts\n@@ -1,3 +1,3 @@\n ${sentenceAt(at)}\n-${sentenceAt(at + 1)}\n+${sentenceAt(at + 2)}\n ${sentenceAt(at + 3)}`,
    ),
  prose: (length) => filled(length, (at) => `${sentenceAt(at)}. ${sentenceAt(at * 3)}, ${sentenceAt(at * 7)}.`, '\n\n'),
  'one line': (length) => filled(length, sentenceAt, ' '),
  base64: (length) =>
    filled(length, (at) => hexAt(at).replace(/[a-f]/g, (sign) => sign.toUpperCase()) + hexAt(at * 3), ''),
}

const WORDS =
  'request order payment worker session cache index backend timeout retry token user account shard queue batch commit cursor region node'.split(
    ' ',
  )

/** Parts with consecutive numbers, joined, up to a length. */
function filled(length: number, partOf: (at: number) => string, between = '\n'): string {
  const parts: string[] = []
  for (let left = length; left > 0; left -= (parts.at(-1)?.length ?? 0) + between.length)
    parts.push(partOf(parts.length))
  return parts.join(between)
}

/** A number below a limit that looks like chance. */
function numberAt(at: number, limit: number): number {
  return (Math.imul(at + 1, 2_654_435_761) >>> 8) % limit
}

function wordAt(at: number): string {
  return WORDS[numberAt(at, WORDS.length)] ?? ''
}

function hexAt(at: number): string {
  return numberAt(at, 1 << 24).toString(16) + numberAt(at * 31, 1 << 24).toString(16)
}

function timeAt(at: number): string {
  return new Date(1_767_225_600_000 + at * 1_370).toISOString()
}

function sentenceAt(at: number): string {
  return `${wordAt(at)} ${wordAt(at * 5)} of ${wordAt(at * 11)} ${numberAt(at, 1_000)} took ${numberAt(at * 13, 5_000)} ms`
}

function levelAt(at: number): string {
  return numberAt(at, 40) === 0 ? 'ERROR' : numberAt(at, 9) === 0 ? 'WARN' : 'INFO'
}

function rowOf(at: number): string {
  return JSON.stringify({
    id: at,
    time: timeAt(at),
    level: levelAt(at),
    service: `${wordAt(at)}-service`,
    message: sentenceAt(at),
    trace: hexAt(at),
    ok: numberAt(at, 10) > 0,
  })
}

function logLineOf(at: number): string {
  return `${timeAt(at)} ${levelAt(at)} [${wordAt(at)}-${numberAt(at, 16)}] ${sentenceAt(at)} (trace ${hexAt(at)})`
}

function groupOf(at: number): string {
  const parts = Array.from({ length: numberAt(at, 6) }, (_, part) => oddOf(at * 7 + part))
  return JSON.stringify({ name: `${wordAt(at)}${at}`, first: oddOf(at), parts })
}

/** An object that hardly any other is like. */
function oddOf(at: number): Record<string, unknown> {
  const members = Array.from({ length: 1 + numberAt(at, 5) }, (_, member) => {
    const seed = at * 5 + member
    const value = [numberAt(seed, 99), sentenceAt(seed), { [wordAt(seed)]: [wordAt(at), null] }, [seed, hexAt(seed)]]
    return [`${wordAt(seed)}${numberAt(seed, 4)}`, value[numberAt(seed, value.length)]] as const
  })
  return Object.fromEntries(members)
}
