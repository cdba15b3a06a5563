import type { Script, ScriptedCall, ScriptedTurn } from '../stand-in/script.ts'
import type { Result } from './agent-client.ts'

const KEY = '{{match:key ([0-9a-f]{16})}}'

/** A call of the retrieve tool with the key that the newest view names. */
export function retrieve(selector: Readonly<Record<string, string>>): ScriptedCall {
  return { name: 'headroom_retrieve', args: { key: KEY, ...selector } }
}

const LOG = { name: 'query_logs', args: { service: 'cart' } }

/**
 * Three user turns: hidden retrieval twice in a row, two retrievals at once, retrieval amid calls of the client's tools, once more in
 * the second user turn. The last turn quotes what only the first hidden exchanges hold, so that a lost one is noticed.
 */
export const SCRIPT: Script = {
  turns: [
    { thinking: 'The log first.', text: 'Reading 😀. ', calls: [LOG] },
    { thinking: 'Errors?', text: 'Let me look closer. ', calls: [retrieve({ grep: 'ERROR' })] },
    { thinking: 'Around it.', calls: [retrieve({ lines: '97-99' }), retrieve({ lines: '1-2' })] },
    {
      thinking: 'The figures, too.',
      text: 'It says {{match:the pool of \\w+ is exhausted}}. ',
      calls: [
        { name: 'read_metrics', args: { service: 'cart' } },
        retrieve({ lines: '120' }),
        { name: 'query_logs', args: { service: 'search' } },
      ],
    },
    { thinking: 'Enough.', text: 'Line 120 is number {{match:number (119)}}; the pool is too small.' },
    { thinking: 'Again.', calls: [retrieve({ grep: 'ERROR' })] },
    { thinking: 'Same.', text: 'And {{match:the pool of \\w+ is exhausted}}.' },
    {
      text: 'Numbers {{match:number (96) of \\w+}} and {{match:number (119) of \\w+}} of {{match:number 96 of (\\w+)}}.',
    },
  ],
}

/** What users say, turn by turn. */
export const QUESTIONS = ['Why does checkout answer 503?', 'What of search?', 'Thanks.'] as const

/** What the user reads, turn by turn, of the logs of an owner. */
export function answersOf(owner: string): readonly string[] {
  return [
    `Reading 😀. Let me look closer. It says the pool of ${owner} is exhausted. Line 120 is number 119; the pool is too small.`,
    `And the pool of ${owner} is exhausted.`,
    `Numbers 96 and 119 of ${owner}.`,
  ]
}

/** Tools that the client sees called, request by request of each turn. */
export const CALLS = [[['query_logs'], ['read_metrics', 'query_logs'], []], [[]], [[]]] as const

/** Requests that the provider gets of all three turns: one for each scripted reply. */
export const REQUESTS: number = SCRIPT.turns.length

/** A round that the client sees, and one after a hidden retrieval: what goes wrong goes wrong in one of the two. */
export type RoundName = 'first' | 'hidden'

/** One user turn with one hidden retrieval in its second reply, which the third follows. No thinking, so that text comes early. */
export function shortScript(round?: RoundName, faults: ScriptedTurn = {}): Script {
  return {
    turns: [
      { text: 'The log. ', calls: [LOG] },
      { text: 'A moment. ', calls: [retrieve({ grep: 'ERROR' })], ...(round === 'first' ? faults : {}) },
      { text: 'It is {{match:the pool of \\w+}}.', ...(round === 'hidden' ? faults : {}) },
    ],
  }
}

/** What the client reads of the second and third reply of the short script. */
export const SHORT_ANSWER = 'A moment. It is the pool of cart.'

/** One hidden retrieval in the first user turn; each answer is signed reasoning and a text, and no later one quotes anything. */
export const FORGETFUL_SCRIPT: Script = {
  turns: [
    { thinking: 'The log.', calls: [LOG] },
    { thinking: 'Errors?', text: 'A moment. ', calls: [retrieve({ grep: 'ERROR' })] },
    { thinking: 'I see.', text: 'The pool.' },
    { thinking: 'Same.', text: 'The pool, as I said.' },
  ],
}

/** What the client's tools give for a call: of the log one line of many says what is wrong. */
export function resultOf(call: Result['call'], owner: string): Result {
  if (call.name === 'read_metrics') return { call, text: JSON.stringify({ owner, latencyMilliseconds: [1.5, 2, 30] }) }
  const lines = Array.from({ length: 150 }, (_, index) => `LOG number ${index} of ${owner}: request served`)
  lines[98] = `LOG number 98 of ${owner}: ERROR the pool of ${owner} is exhausted`
  return { call, text: lines.join('\n') }
}
