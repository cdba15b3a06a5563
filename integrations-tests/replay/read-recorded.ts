import type { Exchange, RecordedAnswer } from './exchange.ts'
import { readFileSync } from 'node:fs'

/**
 * Reads recorded provider exchanges from a JSON file: one row or a list of rows
 * `{ provider, api, request: { method, path, host, headers, body, body_raw? } | null, response: { status, headers, body | sse_text } }`.
 *
 * @returns In the file's order. A request's body is its raw text where the row has that, else the parsed value.
 * @throws Error if the file is no JSON, or an answer is neither JSON nor server-sent events (Bedrock's binary event streams).
 */
export function readRecorded(path: string): readonly Exchange[] {
  const rows = JSON.parse(readFileSync(path, 'utf8')) as Row | readonly Row[]
  return [rows].flat().map((row) => exchangeOf(row as Row, path))
}

interface Row {
  readonly request: {
    readonly method: string
    readonly path: string
    readonly host?: string
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: unknown
    readonly body_raw?: string
  } | null
  readonly response: {
    readonly status: number
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: unknown
    readonly sse_text?: string
  }
}

function exchangeOf({ request, response }: Row, path: string): Exchange {
  const answer = answerOf(response)
  if (answer === undefined) throw new Error(`${path} has an answer that is neither JSON nor server-sent events.`)
  if (request === null) return { response: answer }
  const url = `https://${request.host ?? 'unknown.invalid'}${request.path}`
  const { method, headers = {}, body_raw: raw, body } = request
  return { request: { method, url, headers, body: raw ?? body }, response: answer }
}

function answerOf({ status, headers = {}, body, sse_text: sse }: Row['response']): RecordedAnswer | undefined {
  if (sse !== undefined) return { status, headers: { 'content-type': 'text/event-stream', ...kept(headers) }, sse }
  if (body === undefined) return undefined
  return { status, headers: { 'content-type': 'application/json', ...kept(headers) }, body }
}

/** Rows hold decoded bodies: their headers must not say otherwise. */
const OF_THE_TRANSFER: ReadonlySet<string> = new Set(['content-encoding', 'content-length', 'transfer-encoding'])

function kept(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const)
  return Object.fromEntries(named.filter(([name]) => !OF_THE_TRANSFER.has(name)))
}
