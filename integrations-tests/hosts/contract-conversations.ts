import { expect } from 'vitest'
import { answersOf, QUESTIONS, REQUESTS, retrieve, SCRIPT } from '../clients/loop-script.ts'
import type { JsonObject } from '../stand-in/json-value.ts'
import type { Script } from '../stand-in/script.ts'
import type { App, Host, Mode } from './host.ts'
import { asked, expectFollowed, expectSameBeginnings } from './on-the-wire.ts'
import { askAs, runHost } from './run-host.ts'

/** Retrieval twice in a row, two at once, amid calls of the user's tools, and once more in a later turn. */
export async function retrieval(host: Host, mode: Mode): Promise<void> {
  const { standIn, app } = await runHost(host, SCRIPT)
  const history = JSON.stringify(await converse(app, mode, 'cart'))
  expectFollowed(standIn, REQUESTS)
  expectSameBeginnings(host, standIn)
  // What was shortened for the model is whole in what the framework keeps.
  expect(history).toContain('LOG number 50 of cart')
  expect(history.includes('headroom_retrieve')).toBe(host.retrieval === 'visible')
  await app.close?.()
}

/** The tool put in twice, by copies that do not know of each other. */
export async function twoCopies(host: Host, mode: Mode): Promise<void> {
  const { standIn, app } = await runHost(host, SCRIPT, { copies: 2 })
  await converse(app, mode, 'cart')
  expectFollowed(standIn, REQUESTS)
  expectSameBeginnings(host, standIn)
  for (const { bodyText } of asked(standIn))
    expect(bodyText.split(/"name":\s*"headroom_retrieve","?(?:desc|inputSchema|parameters)/)).toHaveLength(2)
  await app.close?.()
}

/** Conversations that begin alike, at the same time, through one application. */
export async function parallel(host: Host, mode: Mode): Promise<void> {
  const { standIn, app } = await runHost(host, SCRIPT)
  await Promise.all(['cart', 'till', 'shelf'].map((owner) => converse(app, mode, owner)))
  const requests = asked(standIn)
  expect(requests).toHaveLength(3 * REQUESTS)
  expect(requests.every(({ status }) => status === 200)).toBe(true)
  await app.close?.()
}

/** A call in every turn, and in every third a retrieval. */
const TEN_TURNS: Script = {
  turns: Array.from({ length: 10 }, (_, turn) => [
    {
      thinking: 'The log.',
      text: `Log ${turn}. `,
      calls: [{ name: 'query_logs', args: { service: `service${turn}` } }],
    },
    ...(turn % 3 === 1 ? [{ thinking: 'Errors?', calls: [retrieve({ grep: 'ERROR' })] }] : []),
    { thinking: 'So.', text: `Answer ${turn}.` },
  ]).flat(),
}

/** Each request of an agent's run begins with the one before. */
export async function tenTurns(host: Host, mode: Mode): Promise<void> {
  const { standIn, app } = await runHost(host, TEN_TURNS)
  const conversation = app.converse()
  for (let turn = 0; turn < 10; turn += 1) {
    const { text } = await askAs('cart', conversation, `Question ${turn}?`, { mode })
    expect(text).toContain(`Answer ${turn}.`)
  }
  expectFollowed(standIn, TEN_TURNS.turns.length)
  expectSameBeginnings(host, standIn)
  await app.close?.()
}

/** What each reply is said to have used, in the words of the formats. */
const USAGE: Readonly<Record<Host['format'], JsonObject>> = {
  'anthropic messages': {
    input_tokens: 100,
    cache_read_input_tokens: 0,
    cache_creation_input_tokens: 0,
    output_tokens: 10,
  },
  'openai chat': { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 },
  'openai responses': { input_tokens: 100, output_tokens: 10, total_tokens: 110 },
  gemini: { promptTokenCount: 100, candidatesTokenCount: 10, thoughtsTokenCount: 0, totalTokenCount: 110 },
  'bedrock converse': {
    inputTokens: 100,
    outputTokens: 10,
    totalTokens: 110,
    cacheReadInputTokens: 0,
    cacheWriteInputTokens: 0,
  },
}

/** A turn of three replies, one of which only asks for an original. */
export async function usageSums(host: Host, mode: Mode): Promise<void> {
  const usage = USAGE[host.format]
  const turns = [
    { calls: [{ name: 'query_logs', args: { service: 'cart' } }], usage },
    { calls: [retrieve({ grep: 'ERROR' })], usage },
    { text: 'It is {{match:the pool of \\w+}}.', usage },
  ]
  const { standIn, app } = await runHost(host, { turns })
  const answer = await askAs('cart', app.converse(), 'Why?', { mode })
  expectFollowed(standIn, 3)
  expect(answer.usage).toEqual({ inputTokens: 300, outputTokens: 30 })
  await app.close?.()
}

/** All user turns of the script, each checked. Gives what the framework keeps. */
async function converse(app: App, mode: Mode, owner: string): Promise<unknown> {
  const conversation = app.converse()
  let history: unknown
  for (const [index, question] of QUESTIONS.entries()) {
    const answer = await askAs(owner, conversation, question, { mode })
    expect(answer.text.endsWith(lastOf(answersOf(owner)[index] ?? '')), answer.text).toBe(true)
    ;({ history } = answer)
  }
  return history
}

/** The last reply of a turn: what the model wrote beside calls is not everywhere told. */
function lastOf(answer: string): string {
  return answer.slice(Math.max(0, answer.indexOf('Line 120')))
}
