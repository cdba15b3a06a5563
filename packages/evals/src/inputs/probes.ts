import type { ProbeInput, RequestInput, Skipped } from '../types/input.ts'
import { isRecord, type JsonRecord, parseJson } from './read-text.ts'

/** Name of the file with the questions. */
const FILE = 'probes.jsonl'

/**
 * Reads the questions of `probes.jsonl`, each with the text that it is asked about.
 *
 * @param texts All files by their path; those that are not read have no questions.
 * @param requests Conversations by the path of their file.
 * @param skipped What was skipped so far; takes what cannot be read.
 */
export function readProbes(
  texts: ReadonlyMap<string, string>,
  requests: ReadonlyMap<string, RequestInput>,
  skipped: Skipped[],
): readonly ProbeInput[] {
  const lines = (texts.get(FILE) ?? '').split('\n')
  const itemsOf = itemReader(texts)
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return []
    const record = parseJson(line)
    const probe = isRecord(record) ? probeOf(record, texts, requests, itemsOf) : undefined
    if (probe !== undefined) return [probe]
    skipped.push({ name: `${FILE}:${index + 1}`, why: whyNot(record, skipped) })
    return []
  })
}

function whyNot(record: unknown, skipped: readonly Skipped[]): string {
  const about = isRecord(record) ? skipped.find(({ name }) => name === record['file']) : undefined
  return about === undefined
    ? 'no question: it lacks a part, or asks about what is not there'
    : `asks about ${about.name}, which was skipped: ${about.why}`
}

type ItemsOf = (file: string) => ReadonlyMap<unknown, JsonRecord>

function probeOf(
  record: JsonRecord,
  texts: ReadonlyMap<string, string>,
  requests: ReadonlyMap<string, RequestInput>,
  itemsOf: ItemsOf,
): ProbeInput | undefined {
  const { id, kind, file, query, must_contain: mustContain, loc } = record
  if (typeof id !== 'string' || typeof kind !== 'string' || typeof file !== 'string' || typeof query !== 'string')
    return undefined
  if (!Array.isArray(mustContain) || !mustContain.every((part) => typeof part === 'string')) return undefined
  const asked = { id, kind, file, query, mustContain }
  const place = isRecord(loc) ? loc : {}
  if (typeof place['needed_at'] === 'number') {
    const request = requests.get(file)
    if (request === undefined) return undefined
    const messages = request.messages.slice(0, place['needed_at'])
    return { ...asked, subject: { type: 'request', request: { ...request, messages } } }
  }
  const text =
    typeof place['field'] === 'string' ? fieldOf(itemsOf(file).get(place['item']), place['field']) : texts.get(file)
  return text === undefined ? undefined : { ...asked, subject: { type: 'text', text } }
}

function fieldOf(item: JsonRecord | undefined, field: string): string | undefined {
  const value = item?.[field]
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Items of the JSONL files, by id; each file is read once. */
function itemReader(texts: ReadonlyMap<string, string>): ItemsOf {
  const read = new Map<string, ReadonlyMap<unknown, JsonRecord>>()
  return (file) => {
    const known = read.get(file)
    if (known !== undefined) return known
    const records = (texts.get(file) ?? '').split('\n').map(parseJson).filter(isRecord)
    const items = new Map(records.map((record) => [record['id'], record]))
    read.set(file, items)
    return items
  }
}
