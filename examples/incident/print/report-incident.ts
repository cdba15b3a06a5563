import { defaultTokenizer } from '@headroom/core'
import pc from 'picocolors'
import { TASK } from '../agent.ts'
import type { Retrieval } from '../checks.ts'
import { type Incident, REPLAYED, runIncident } from '../incident.ts'
import { type LiveModel, liveModel } from '../live-model.ts'
import { billLines } from './bill.ts'
import { outcomeLine } from './outcome-line.ts'
import { count, counted, cut, heading, rule, verdict, WIDTH, wrapped } from './paint.ts'
import { turnLines, turnsHead } from './turns.ts'

/** Runs the incident and prints it. Answers the exit code: 1 where something that is claimed does not hold. */
export async function reportIncident(environment: Readonly<Record<string, string | undefined>>): Promise<number> {
  const live = liveModel(environment)
  console.log(
    heading('Headroom: an agent works through an incident', live?.modelId ?? 'a replaying model, no key needed'),
  )
  console.log(`\n${pc.cyan(' ›')}${wrapped(TASK, '   ').slice(2)}\n`)
  console.log(turnsHead())
  const tokenizer = await defaultTokenizer()
  const incident = await runIncident(live, (turn, number, held) =>
    console.log(turnLines(number, turn, held, tokenizer)),
  )
  console.log(pc.dim(wrapped(NOTE_ON_TURNS, ' ')))
  printIncident(incident, live)
  return incident.checks.every(({ holds }) => holds) ? 0 : 1
}

const NOTE_ON_TURNS =
  `Tokens of the whole request. Turn 1 grows by the declaration of headroom_retrieve, which stands in every
request from the first on. ↳ the call after a retrieval, which the agent never sees.`.replaceAll('\n', ' ')

function printIncident(incident: Incident, live: LiveModel | undefined): void {
  const { outcomes, retrievals, answer, without, withHeadroom, checks } = incident
  console.log(heading('What became of the tool results', 'in tokens'))
  console.log(rule())
  for (const outcome of outcomes) console.log(outcomeLine(outcome))
  console.log(heading('What the model fetched back'))
  console.log(rule())
  for (const retrieval of retrievals) console.log(retrievalLines(retrieval))
  if (retrievals.length === 0) console.log(' nothing')
  console.log(heading('Its answer', live === undefined ? 'made of what it read in the requests above' : ''))
  console.log(rule())
  console.log(wrapped(answer, ' '))
  console.log(heading('The bill', `list prices of ${(live ?? REPLAYED).modelId}`))
  console.log(billLines(without, withHeadroom))
  console.log(pc.dim(wrapped(live === undefined ? NOTE_ON_REPLAYED_BILL : NOTE_ON_LIVE_BILL, ' ')))
  console.log(heading('What held'))
  console.log(rule())
  for (const { claim, holds } of checks) console.log(` ${verdict(holds, holds ? '✓' : '✗')} ${claim}`)
  console.log('')
}

const NOTE_ON_REPLAYED_BILL =
  `Both sides are simulated by one rule: a call reads from the cache what the call before it sent, if it
begins with the same bytes, and writes the rest; below 512 tokens all is fresh. Tokens are o200k's, not Claude's
own: take the dollars for their proportion.`.replaceAll('\n', ' ')

const NOTE_ON_LIVE_BILL =
  `"With" is the provider's own usage. "Without" was not sent: it is simulated from what the agent asked for,
scaled to the provider's count of tokens.`.replaceAll('\n', ' ')

/** Lines of an answer that are shown. */
const SHOWN = 3

function retrievalLines({ key, selector, answer, originalLength }: Retrieval): string {
  const lines = answer.split('\n')
  const shown = lines.slice(0, SHOWN).map((line) => `   ${pc.dim(cut(line, WIDTH - 3))}`)
  const rest = lines.length > SHOWN ? [pc.dim(`   … and ${counted(lines.length - SHOWN, 'more line')}`)] : []
  const size = `${count(answer.length)} of ${counted(originalLength, 'character')}`
  return [` key ${pc.cyan(key)}  ${cut(selector, 40)}  → ${size}`, ...shown, ...rest].join('\n')
}
