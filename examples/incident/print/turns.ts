import { RETRIEVE_TOOL_NAME, type Tokenizer } from '@headroom/core'
import pc from 'picocolors'
import type { RecordedCall, RecordedTurn } from '../recording.ts'
import { tokensOf } from '../wire.ts'
import { change, count, left, right, rule, verdict, WIDTH } from './paint.ts'

/** The head of the table of turns. */
export function turnsHead(): string {
  return `${pc.dim(line('turn', 'the model goes on with', 'would be sent', 'was sent', 'change', 'prefix'))}\n${rule()}`
}

/**
 * One turn: the tokens that would have been sent, those that were, and whether they began with what was sent before.
 * A call after a retrieval has a line of its own.
 *
 * @param number From 1.
 * @param held One for each call of the turn; undefined for the first call of all.
 */
export function turnLines(
  number: number,
  { asked, calls }: RecordedTurn,
  held: readonly (boolean | undefined)[],
  tokenizer: Tokenizer,
): string {
  const before = tokensOf(asked, tokenizer)
  const lines = calls.map((call, index) => {
    const sent = tokensOf(call.options, tokenizer)
    const prefix = prefixMark(held[index])
    if (index > 0) return line('', `↳ ${whatItDoes(call)}`, '', count(sent), '', prefix)
    return line(String(number), whatItDoes(call), count(before), count(sent), change(before, sent), prefix)
  })
  return lines.join('\n')
}

/** Columns of the numbers, and of all but what the model does. */
const NUMBERS = { before: 13, sent: 10, change: 8 }
const DOES_WIDTH = WIDTH - 6 - NUMBERS.before - NUMBERS.sent - NUMBERS.change - 10

function line(turn: string, does: string, before: string, sent: string, saved: string, prefix: string): string {
  const numbers = `${right(before, NUMBERS.before)}${right(sent, NUMBERS.sent)}${right(saved, NUMBERS.change)}`
  return ` ${left(turn, 5)}${left(does, DOES_WIDTH)}${numbers}   ${prefix}`
}

function prefixMark(held: boolean | undefined): string {
  return held === undefined ? pc.dim('first') : verdict(held, held ? '✓ held' : '✗ broke')
}

function whatItDoes({ toolCalls }: RecordedCall): string {
  return toolCalls.length === 0 ? 'its answer' : toolCalls.map(callText).join(', ')
}

// `grep connect|release`; the key of an original says nothing to a reader.
function callText({ toolName, input }: RecordedCall['toolCalls'][number]): string {
  const entries = Object.entries(JSON.parse(input) as Record<string, unknown>)
  const shown = toolName === RETRIEVE_TOOL_NAME ? entries.filter(([name]) => name !== 'key') : entries
  return [toolName, ...shown.map(([, value]) => String(value))].join(' ')
}
