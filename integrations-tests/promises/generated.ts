import fc from 'fast-check'

/** Settings of every property: a fixed seed, so that a failure is the same failure for everybody. */
export const FIXED: { readonly seed: number; readonly numRuns: number } = { seed: 20_261_122, numRuns: 60 }

const word = fc.constantFrom(
  'ok',
  'error',
  'timeout',
  'user',
  'cache',
  'Größe',
  '订单',
  '🙂',
  'null',
  '-',
  '"',
  '|',
  '\\',
  '…',
  '[3 of 9 rows shown]',
)
const cell = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, '', 0, -0, 1.5, 12_345_678_901, 'active', 'inactive'),
  fc.integer(),
  fc.string({ maxLength: 12 }),
  fc.array(word, { maxLength: 4 }).map((words) => words.join(' ')),
)
const rows = fc
  .tuple(
    fc.uniqueArray(
      fc.oneof(
        fc.constantFrom('id', 'status', 'level', 'message', 'a b', 'x.y', '"q"', ''),
        fc.string({ maxLength: 6 }),
      ),
      { minLength: 1, maxLength: 6 },
    ),
    fc.integer({ min: 3, max: 60 }),
  )
  .chain(([keys, count]) =>
    fc
      .array(fc.tuple(...keys.map(() => cell)), { minLength: count, maxLength: count })
      .map((table) => table.map((cells) => Object.fromEntries(keys.map((key, index) => [key, cells[index]])))),
  )
const logLine = fc
  .tuple(
    fc.integer({ min: 0, max: 59 }),
    fc.constantFrom('INFO', 'WARN', 'ERROR', 'DEBUG'),
    fc.constantFrom(
      'request served in',
      'cache miss for key',
      'connection refused by',
      'retry',
      '\u001B[31mfailed\u001B[0m',
    ),
    fc.nat(9_999),
  )
  .map(
    ([second, level, text, number]) =>
      `2026-11-22T10:00:${String(second).padStart(2, '0')}Z ${level} worker-${number % 4} ${text} ${number}`,
  )

/** A text as a tool might answer: rows as JSON, a log, anything. */
export const toolText: fc.Arbitrary<string> = fc.oneof(
  rows.map((list) => JSON.stringify(list, null, 2)),
  rows.map((list) => JSON.stringify({ total: list.length, items: list })),
  fc.array(logLine, { minLength: 10, maxLength: 120 }).map((lines) => lines.join('\n')),
  fc.string({ maxLength: 2_000, unit: 'binary' }),
  fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { maxLength: 60 }).map((lines) => lines.join('\r\n')),
)

interface Step {
  readonly said: string
  readonly answers: readonly string[]
}

const step: fc.Arbitrary<Step> = fc.record({
  said: fc.string({ maxLength: 80 }),
  answers: fc.array(toolText, { minLength: 1, maxLength: 3 }),
})

/** A conversation of the Anthropic form, thinking, errors and unknown blocks included, as a list of growing requests. */
export const anthropicConversation: fc.Arbitrary<readonly Request[]> = fc
  .array(step, { minLength: 1, maxLength: 4 })
  .map((steps) =>
    growing(
      {
        model: 'claude-sonnet-4-5',
        max_tokens: 9,
        system: [{ type: 'text', text: 'You help.', cache_control: { type: 'ephemeral' } }],
      },
      steps,
      anthropicTurns,
    ),
  )

/** A conversation of the OpenAI chat form, as a list of growing requests. */
export const openaiConversation: fc.Arbitrary<readonly Request[]> = fc
  .array(step, { minLength: 1, maxLength: 4 })
  .map((steps) => growing({ model: 'gpt-5.5', temperature: 1 }, steps, openaiTurns))

/** A request with messages and whatever else its provider takes. */
export interface Request {
  readonly messages: readonly Readonly<Record<string, unknown>>[]
  readonly [member: string]: unknown
}

type Turns = (said: Step, index: number) => readonly Readonly<Record<string, unknown>>[]

function growing(head: Readonly<Record<string, unknown>>, steps: readonly Step[], turnsOf: Turns): Request[] {
  return steps.map((_, last) => ({ ...head, messages: steps.slice(0, last + 1).flatMap(turnsOf) }))
}

function anthropicTurns({ said, answers }: Step, index: number): readonly Readonly<Record<string, unknown>>[] {
  return [
    { role: 'user', content: `question ${index}: ${said}` },
    {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: answers[0], signature: `signed-${index}` },
        ...answers.map((_, call) => ({
          type: 'tool_use',
          id: `t${index}_${call}`,
          name: 'fetch_report',
          input: { page: call },
        })),
      ],
    },
    {
      role: 'user',
      content: answers.map((text, call) => ({
        type: 'tool_result',
        tool_use_id: `t${index}_${call}`,
        content:
          call === 1
            ? [
                { type: 'text', text: `${text}.` },
                { type: 'image', source: { type: 'base64', data: 'aaaa' } },
              ]
            : text,
        ...(call === 2 ? { is_error: true } : {}),
      })),
    },
    {
      role: 'assistant',
      content: [
        { type: 'text', text: `answer ${index}.` },
        { type: 'novelty', text: answers[0] },
      ],
    },
  ]
}

function openaiTurns({ said, answers }: Step, index: number): readonly Readonly<Record<string, unknown>>[] {
  return [
    { role: 'user', content: `question ${index}: ${said}` },
    {
      role: 'assistant',
      content: null,
      reasoning_content: answers[0],
      tool_calls: answers.map((_, call) => ({
        id: `t${index}_${call}`,
        type: 'function',
        function: { name: 'fetch_report', arguments: '{ "page": 1 }' },
      })),
    },
    ...answers.map((text, call) => ({
      role: 'tool',
      tool_call_id: `t${index}_${call}`,
      content: call === 1 ? [{ type: 'text', text: `${text}.` }] : text,
    })),
    { role: 'assistant', content: `answer ${index}` },
  ]
}
