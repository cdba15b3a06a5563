import { createMemoryStore, retrieveTool, type Tokenizer } from '@headroom/core'
import { isRecord } from '../inputs/read-text.ts'
import type { Subject } from '../subject.ts'
import type { RequestInput, TraceInput } from '../types/input.ts'
import type { Failure, JudgedPolicy, TraceReport } from '../types/report.ts'
import { median } from './median.ts'
import { lostInReferences } from './references.ts'
import { stringsOf } from './strings.ts'

/** What became of one conversation under one policy. */
export interface TraceResult {
  /** False where no dialect knows it. */
  readonly isRead: boolean
  readonly requests: number
  /** Tokens over all requests. */
  readonly tokensBefore: number
  readonly tokensAfter: number
  /** Share of the last request that is saved. */
  readonly savedOfLast: number
  readonly failures: readonly Failure[]
}

/**
 * Sends a conversation as its client would: the messages before each answer of the model as one request, each compressed with an
 * empty store as by a process that was started for it. Each request must begin with all messages of the one before.
 */
export async function measureTrace(
  trace: TraceInput,
  policy: JudgedPolicy,
  subject: Subject,
  tokenizer: Tokenizer,
): Promise<TraceResult> {
  const { name, request } = trace
  const tokensOf = messageCounter(tokenizer)
  const tool = policy === 'lossless' ? 0 : tokenizer.count(JSON.stringify(retrieveTool))
  const failures: Failure[] = []
  let [isRead, tokensBefore, tokensAfter, savedOfLast] = [true, 0, 0, 0]
  let earlier: RequestInput | undefined
  const ends = endsOf(request.messages)
  for (const end of ends) {
    const given = { ...request, messages: request.messages.slice(0, end) }
    const store = policy === 'lossless' ? {} : { store: createMemoryStore({ maxBytes: STORE_BYTES }) }
    const { request: sent, report } = await subject.compress(given, { policy, tokenizer, ...store })
    if (report.dialect === undefined) isRead = false
    const [before, after] = [tokensOf(given), tokensOf(sent)]
    const details = { ...(earlier === undefined ? {} : { earlier }), given, sent, before, after }
    for (const [failure, detail] of brokenIn(details)) failures.push({ failure, name, detail })
    // References of earlier requests are those of the last.
    if (end === request.messages.length)
      for (const detail of lostInReferences(given, sent, report))
        failures.push({ failure: 'literalsLost', name, detail })
    tokensBefore += before
    tokensAfter += after + (isRead ? tool : 0)
    savedOfLast = before === 0 ? 0 : 1 - (after + (isRead ? tool : 0)) / before
    earlier = sent
  }
  return { isRead, requests: ends.length, tokensBefore, tokensAfter, savedOfLast, failures }
}

const STORE_BYTES = 1 << 28

function endsOf(messages: readonly unknown[]): readonly number[] {
  const answers = messages.flatMap((message, index) => {
    const role = isRecord(message) ? message['role'] : undefined
    return index > 0 && (role === 'assistant' || role === 'model') ? [index] : []
  })
  return [...answers, messages.length]
}

/** Counts the strings of requests, each message once. */
function messageCounter(tokenizer: Tokenizer): (request: RequestInput) => number {
  const known = new WeakMap<object, number>()
  const tokensOf = (value: unknown): number => {
    const count = known.get(Object(value)) ?? tokenizer.count(stringsOf(value).join('\n'))
    if (isRecord(value)) known.set(value, count)
    return count
  }
  return ({ messages, ...beside }) =>
    Object.values(beside).reduce<number>((sum, value) => sum + tokenizer.count(JSON.stringify(value) ?? ''), 0) +
    messages.reduce<number>((sum, message) => sum + tokensOf(message), 0)
}

interface Turn {
  /** What was sent a turn before; absent for the first. */
  readonly earlier?: RequestInput
  readonly given: RequestInput
  readonly sent: RequestInput
  /** Tokens of what was given, and of what is sent. */
  readonly before: number
  readonly after: number
}

function* brokenIn({ earlier, given, sent, before, after }: Turn): Generator<readonly [Failure['failure'], string]> {
  const when = `with ${given.messages.length} messages`
  if (after > before) yield ['neverWorseViolations', `${when}, ${before} tokens became ${after}`]
  const broken = earlier === undefined ? undefined : breakBetween(earlier, sent)
  if (broken !== undefined) yield ['prefixBreaks', `${when}, ${broken}`]
}

function breakBetween(earlier: RequestInput, later: RequestInput): string | undefined {
  const { messages: before, ...besideBefore } = earlier
  const { messages: after, ...besideAfter } = later
  if (JSON.stringify(besideBefore) !== JSON.stringify(besideAfter)) return 'what stands beside the messages is another'
  const at = before.findIndex(
    (message, index) => message !== after[index] && JSON.stringify(message) !== JSON.stringify(after[index]),
  )
  return at < 0 ? undefined : `message ${at} is another than it was a turn before`
}

/** Puts conversations together. */
export function tracesReport(results: readonly TraceResult[]): TraceReport | undefined {
  if (results.length === 0) return undefined
  const sum = (of: (result: TraceResult) => number): number => results.reduce((total, result) => total + of(result), 0)
  const tokensBefore = sum((result) => result.tokensBefore)
  const tokensAfter = sum((result) => result.tokensAfter)
  return {
    traces: results.length,
    unread: results.filter(({ isRead }) => !isRead).length,
    requests: sum(({ requests }) => requests),
    tokensBefore,
    tokensAfter,
    savedTotal: tokensBefore === 0 ? 0 : 1 - tokensAfter / tokensBefore,
    savedMedian: median(results.map(({ savedOfLast }) => savedOfLast)),
    prefixBreaks: sum(({ failures }) => failures.filter(({ failure }) => failure === 'prefixBreaks').length),
  }
}
