import { retrieve } from '../clients/loop-script.ts'
import type { Script } from '../stand-in/script.ts'

/**
 * Three user turns: hidden retrieval twice in a row, retrieval beside calls of the user's tools, once more in the second
 * user turn, and none in the third. Each retrieved text is quoted later, so that a lost one is noticed.
 */
export const SCRIPT: Script = {
  turns: [
    {
      thinking: 'The log first.',
      text: 'Reading the log. ',
      calls: [{ name: 'query_logs', args: { service: 'cart' } }],
    },
    { thinking: 'Errors?', text: 'Let me look closer. ', calls: [retrieve({ grep: 'ERROR' })] },
    { thinking: 'Around it.', calls: [retrieve({ lines: '97-99' }), retrieve({ lines: '1-2' })] },
    {
      thinking: 'The figures, too.',
      text: 'It says {{match:the pool of \\w+ is exhausted}}. ',
      calls: [
        { name: 'read_metrics', args: { service: 'cart' } },
        retrieve({ lines: '150' }),
        { name: 'query_logs', args: { service: 'search' } },
      ],
    },
    { thinking: 'Enough.', text: 'Line 150 says {{match:cart (149)}}; the pool is too small.' },
    { thinking: 'Again.', calls: [retrieve({ grep: 'ERROR' })] },
    { thinking: 'Same.', text: 'And {{match:the pool of search is exhausted}}.' },
  ],
  final: 'That is all.',
}

/** What users say, turn by turn. */
export const QUESTIONS = ['Why does checkout answer 503?', 'What of search?', 'Thanks.'] as const

/** What the user reads, turn by turn. */
export const ANSWERS = [
  'Reading the log. Let me look closer. It says the pool of cart is exhausted. Line 150 says 149; the pool is too small.',
  'And the pool of search is exhausted.',
  'That is all.',
] as const

/** Tools that the client sees called, step by step of each turn. */
export const CALLS = [[['query_logs'], ['read_metrics', 'query_logs'], []], [[]], [[]]] as const
