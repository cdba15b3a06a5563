import {
  createMemoryStore,
  dialectOf,
  type Outcome,
  retrieve,
  type RetrieveRequest,
  type Store,
  type Tokenizer,
} from '@headroom/core'
import type { Subject } from '../subject.ts'
import type { ProbeInput } from '../types/input.ts'
import type { HiddenProbe, JudgedPolicy, ProbeCounts } from '../types/report.ts'
import { stringsOf } from './strings.ts'

/** Where the answer to a question is. */
export interface ProbeResult {
  readonly probe: ProbeInput
  /** `absent`: not even in the original. */
  readonly fate: 'visible' | 'absent' | HiddenProbe['fate']
  readonly missing: readonly string[]
  /** Form and compressor of the text that held what is missing; of all that is asked about where nothing is. */
  readonly form: string
}

/**
 * Asks one question about freshly compressed content, and looks for the answer in what a model reads, then in what it would
 * get by retrieving: by the question, by a JSON path in it, by a phrase that it quotes.
 */
export async function measureProbe(
  probe: ProbeInput,
  policy: JudgedPolicy,
  subject: Subject,
  tokenizer: Tokenizer,
): Promise<ProbeResult> {
  const store = createMemoryStore({ maxBytes: STORE_BYTES })
  const given = probe.subject.type === 'text' ? probe.subject.text : stringsOf(probe.subject.request).join('\n')
  if (missingIn(given, probe).length > 0) return { probe, fate: 'absent', missing: [], form: '' }
  const { text, outcomes } = await shortened(probe, subject, {
    policy,
    tokenizer,
    ...(policy === 'lossless' ? {} : { store }),
  })
  const missing = missingIn(text, probe)
  if (missing.length === 0) return { probe, fate: 'visible', missing, form: formOf(outcomes) }
  const keys = outcomes.flatMap(({ key }) => (key === undefined ? [] : [key]))
  const form = formOf(outcomesOf(missing, probe, outcomes))
  return { probe, fate: await fateOf(probe, text, keys, store, outcomes), missing, form }
}

const STORE_BYTES = 1 << 28

async function shortened(
  { subject: asked, query }: ProbeInput,
  subject: Subject,
  options: { readonly policy: JudgedPolicy; readonly tokenizer: Tokenizer; readonly store?: Store },
): Promise<{ readonly text: string; readonly outcomes: readonly Outcome[] }> {
  if (asked.type === 'text') {
    const { text, outcome } = await subject.compressText(asked.text, { ...options, query })
    return { text, outcomes: [outcome] }
  }
  const { request, report } = await subject.compress(asked.request, options)
  return { text: stringsOf(request).join('\n'), outcomes: report.outcomes }
}

async function fateOf(
  probe: ProbeInput,
  text: string,
  keys: readonly string[],
  store: Store,
  outcomes: readonly Outcome[],
): Promise<HiddenProbe['fate']> {
  let originals = ''
  for (const key of keys) {
    for (const selector of selectorsOf(probe.query)) {
      const found = await retrieve(store, { key, ...selector })
      if (found.found && missingIn(`${text}\n${found.text}`, probe).length === 0) return 'retrieved'
    }
    originals += `${(await store.get(key))?.text ?? ''}\n`
  }
  if (keys.length > 0 && missingIn(`${text}\n${originals}`, probe).length === 0) return 'whole'
  return outcomes.some(({ form }) => form === 'lossless') ? 'encoded' : 'lost'
}

/** Quoted phrases of a question that are asked for. */
const MAX_PHRASES = 3
const QUOTED = /[`"]([^`"]{2,100})[`"]/g
const JSON_PATH = /\$[.[][^\s?"`,]{1,200}/

/** What a model that has the question, not the answer, would ask for. */
function selectorsOf(query: string): readonly Omit<RetrieveRequest, 'key'>[] {
  const path = JSON_PATH.exec(query)?.[0]
  const phrases = [...query.matchAll(QUOTED)].slice(0, MAX_PHRASES).map(([, phrase = '']) => phrase)
  return [
    { query },
    ...(path === undefined ? [] : [{ path }]),
    ...phrases.map((phrase) => ({ grep: phrase.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') })),
  ]
}

function missingIn(text: string, { kind, mustContain }: ProbeInput): readonly string[] {
  const holds = (part: string): boolean =>
    kind.startsWith('search_') && /^\d+$/.test(part)
      ? hasToken(text, part)
      : text.includes(part) || text.includes(escaped(part))
  return mustContain.filter((part) => !holds(part))
}

// In JSON a string stands as it is escaped there.
function escaped(part: string): string {
  return JSON.stringify(part).slice(1, -1)
}

// Line numbers and counts must stand for themselves: 12 is not in 1234.
function hasToken(text: string, number: string): boolean {
  for (let at = text.indexOf(number); at >= 0; at = text.indexOf(number, at + 1)) {
    if (!isWord(text[at - 1]) && !isWord(text[at + number.length])) return true
  }
  return false
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /\w/.test(character)
}

// Of a conversation, the results that held what is missing.
function outcomesOf(
  missing: readonly string[],
  { subject }: ProbeInput,
  outcomes: readonly Outcome[],
): readonly Outcome[] {
  if (subject.type === 'text') return outcomes
  const segments = [...(dialectOf(subject.request)?.segments(subject.request) ?? [])]
  const held = segments.filter(({ text }) => missing.some((part) => text.includes(part)))
  const places = new Set(held.map(({ path }) => path.join('/')))
  return outcomes.filter(({ path }) => places.has(path.join('/')))
}

function formOf(outcomes: readonly Outcome[]): string {
  const forms = outcomes.filter(({ form }) => form !== 'verbatim').map(({ form, by }) => `${form} ${by ?? ''}`.trim())
  return [...new Set(forms)].join(', ') || 'verbatim'
}

/** Counts fates by kind of question, and together for kinds with the same first word. */
export function countProbes(results: readonly ProbeResult[]): Readonly<Record<string, ProbeCounts>> {
  const asked = results.filter(({ fate }) => fate !== 'absent')
  const byKind = Map.groupBy(asked, ({ probe }) => probe.kind)
  const byStart = Map.groupBy(asked, ({ probe }) => `${probe.kind.split('_')[0] ?? ''}_*`)
  const all = [...byKind, ...[...byStart].filter(([, list]) => new Set(list.map(({ probe }) => probe.kind)).size > 1)]
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, list]) => [kind, countsOf(list)]))
}

function countsOf(results: readonly ProbeResult[]): ProbeCounts {
  const count = (fate: ProbeResult['fate']): number => results.filter((result) => result.fate === fate).length
  const [visible, lost] = [count('visible'), count('lost')]
  return {
    asked: results.length,
    visible,
    retrieved: count('retrieved'),
    whole: count('whole'),
    encoded: count('encoded'),
    lost,
    visibleShare: visible / results.length,
    reachableShare: 1 - lost / results.length,
  }
}
