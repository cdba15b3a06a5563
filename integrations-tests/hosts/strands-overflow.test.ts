import { describe, expect, it } from 'vitest'
import { stopStandIns } from '../clients/loop-bench.ts'
import { asked, resultsIn } from './on-the-wire.ts'
import { askAs, outcomeOf, type RunOptions, runHost } from './run-host.ts'
import { HOSTS } from './strands.ts'

stopStandIns()

/** What providers say of a request that is too long. */
const TOO_LONG: Readonly<Record<string, string>> = {
  'bedrock converse': 'Input is too long for requested model.',
  'anthropic messages': 'prompt is too long: 208310 tokens > 200000 maximum',
  'openai chat': "This model's maximum context length is 128000 tokens.",
  'openai responses': "This model's maximum context length is 128000 tokens.",
  gemini: 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
}

/** Under `lossless` nothing is left out of a log, so that only the stronger policy makes it shorter. */
const OPTIONS = { policy: 'lossless', overflowPolicy: 'aggressive' } as NonNullable<RunOptions['options']>
const LOG = { calls: [{ name: 'query_logs', args: { service: 'cart' } }] }

describe.each(HOSTS)('$name, asked too much', (host) => {
  const error = { status: 400, message: TOO_LONG[host.format] ?? '' }

  it('asks once more for less, and goes on so', async () => {
    const { standIn, app } = await runHost(
      host,
      { turns: [LOG, { text: 'It is the pool.', error }, { text: 'You are welcome.' }] },
      { options: OPTIONS },
    )
    const conversation = app.converse()
    await askAs('cart', conversation, 'Why?', { mode: 'stream' })
    await askAs('cart', conversation, 'Thanks.', { mode: 'stream' })
    const [, refused, again, last] = asked(standIn)
    expect(asked(standIn).map(({ status }) => status)).toEqual([200, 400, 200, 200])
    expect(resultsIn(host, refused?.body).join()).toContain('LOG number 50')
    expect(resultsIn(host, again?.body).join()).toMatch(/key [0-9a-f]{16}/)
    expect(resultsIn(host, last?.body)).toEqual(resultsIn(host, again?.body))
    expect(JSON.stringify(again?.body).length).toBeLessThan(JSON.stringify(refused?.body).length)
  })

  it('ends as Strands does where nothing gets shorter', async () => {
    const turns = [{ text: 'It is the pool.', error: { ...error, times: 2 } }]
    const outcomes = []
    for (const copies of [0, 1] as const) {
      const { standIn, app } = await runHost(host, { turns }, { copies, options: OPTIONS })
      outcomes.push([await outcomeOf(askAs('cart', app.converse(), 'Why?', { mode: 'stream' })), asked(standIn).length])
    }
    expect(outcomes[1]).toEqual(outcomes[0])
    expect(outcomes[0]?.[1]).toBe(1)
  })
})
