import { createMemoryStore, keyOf, type Store } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { messageOf } from './dialect/message-of.ts'
import { conversationOf, DONE, type Params, type PromptMessage, toolStep, user } from './testing/conversation.ts'
import { longText } from './testing/first-and-last.ts'
import { call, type Piece, type Reply, reply, retrieveCall, text, thought } from './testing/replies.ts'

const LOG = longText('a')
const KEY = await keyOf(LOG)
const LOAD = { type: 'function', name: 'load', inputSchema: { type: 'object' } } as const
const ASKED = { prompt: [user('What is in a?'), ...toolStep('a', LOG)], tools: [LOAD] } satisfies Params
const MIXED = reply(call('u1', 'load'), retrieveCall('r', KEY), call('u2', 'load'))
const SHOWN = said(reply(call('u1', 'load'), call('u2', 'load')))

/** An answer as a client that drops nothing sends it back. */
function said({ content }: Pick<Reply, 'content'>): PromptMessage {
  return messageOf(content) as PromptMessage
}

function result(toolCallId: string) {
  return { type: 'tool-result', toolCallId, toolName: 'load', output: { type: 'text', value: toolCallId } } as const
}

function next(...messages: PromptMessage[]): Params {
  return { ...ASKED, prompt: [...ASKED.prompt, ...messages] }
}

function idsOf(message: PromptMessage | undefined): unknown[] {
  return [...(message?.content ?? [])].map((part) => Object(part).toolCallId)
}

/** What is sent for an answer with a held back result, from that answer on. */
async function sentAfterMixed(...messages: PromptMessage[]): Promise<readonly PromptMessage[]> {
  const { generate, sent } = conversationOf([MIXED, reply(DONE)])
  await generate(ASKED)
  await generate(next(SHOWN, ...messages))
  return sent[1]?.prompt.slice(ASKED.prompt.length) ?? []
}

/** A store and the keys of the exchanges in it, oldest first; those that `changed` gives another text for have that. */
function spied(changed: (key: string, keys: readonly string[]) => string | undefined): Store {
  const inner = createMemoryStore()
  const keys: string[] = []
  return {
    get: async (key) => {
      const other = keys.includes(key) ? changed(key, keys) : undefined
      return other === undefined ? inner.get(key) : { kind: 'exchange', text: other }
    },
    set: async (key, entry, ttl) => {
      if (entry.kind === 'exchange' && entry.text !== '') keys.push(key)
      await inner.set(key, entry, ttl)
    },
  }
}

describe('headroomMiddleware', () => {
  it('puts held back answers among the results of the client, whatever else stands there', async () => {
    const approval = { type: 'tool-approval-response', approvalId: 'x', approved: true } as const
    const [answer, results] = await sentAfterMixed({ role: 'tool', content: [result('u1'), approval, result('u2')] })
    expect(idsOf(answer)).toEqual(['u1', 'r', 'u2'])
    expect(idsOf(results)).toEqual(['u1', 'r', undefined, 'u2'])
  })

  it('puts them last where no later call was answered, and into a message of their own where there is none', async () => {
    expect(idsOf((await sentAfterMixed({ role: 'tool', content: [result('u1')] }))[1])).toEqual(['u1', 'r'])
    const [, own, asked] = await sentAfterMixed(user('Never mind.'))
    expect(own?.role).toBe('tool')
    expect(idsOf(own)).toEqual(['r'])
    expect(asked).toEqual(user('Never mind.'))
    expect((await sentAfterMixed()).map(idsOf)).toEqual([['u1', 'r', 'u2'], ['r']])
  })

  it('answers by the next call where that goes on from an answer that the provider keeps', async () => {
    const answer = { ...MIXED, providerMetadata: { openai: { responseId: 'r1' } } }
    const { generate, sent } = conversationOf([answer, reply(DONE), reply(DONE)])
    await generate(ASKED)
    const system = { role: 'system', content: 'Be brief.' } as const
    const prompt: PromptMessage[] = [system, { role: 'tool', content: [result('u1'), result('u2')] }]
    await generate({ ...ASKED, prompt, providerOptions: { openai: { previousResponseId: 'r1' } } })
    await generate({ ...ASKED, prompt, providerOptions: { openai: { previousResponseId: 'r2' } } })
    expect(sent.slice(1).map((params) => params.prompt.slice(1).map(idsOf))).toEqual([
      [['u1', 'r', 'u2']],
      [['u1', 'u2']],
    ])
  })

  it('leaves nothing out where calls could not be answered out of sight', async () => {
    const { generate, sent } = conversationOf([reply(DONE)])
    const params: Params = { ...ASKED, providerOptions: { openai: { conversation: 'c' } } }
    await generate(params)
    expect(sent).toEqual([params])
  })

  it('keeps what the client has since put on its own message, in place of what was recorded', async () => {
    const providerOptions = { anthropic: { cacheControl: { type: 'ephemeral' } } }
    const { generate, sent } = conversationOf([
      reply(thought('t1'), text('Wait. '), retrieveCall('r', KEY)),
      reply(thought('t2'), text('So.')),
      reply(DONE),
    ])
    await generate(ASKED)
    const cached = { type: 'text', text: 'So.', providerOptions } as const
    await generate(next({ role: 'assistant', content: [{ type: 'text', text: 'Wait. ' }, cached] }, user('And?')))
    expect(sent[2]?.prompt.at(-2)?.content).toEqual([
      { type: 'reasoning', text: 't2', providerOptions: { anthropic: { signature: 'signed t2' } } },
      cached,
    ])
  })

  it('gives a hidden exchange back as it was sent, addresses and half characters included', async () => {
    const url = new URL('https://example.com/a.png')
    const file = { type: 'file', mediaType: 'image/png', data: { type: 'url', url } } as Piece
    const { generate, sent } = conversationOf([
      reply(file, text('\ud800'), retrieveCall('r', KEY)),
      reply(text('So.')),
      reply(DONE),
    ])
    const first = await generate(ASKED)
    await generate(next(said(first), user('And?')))
    expect(sent[2]?.prompt.slice(0, 5)).toEqual(sent[1]?.prompt)
    expect(Object(sent[2]?.prompt[3]?.content[0]).data.url).toEqual(url)
  })

  it('says of signed reasoning how many hidden exchanges stood before it, in answers without any, too', async () => {
    const script = [reply(thought('t1'), retrieveCall('r', KEY)), reply(text('So.')), reply(thought('t2'), DONE)]
    const { generate } = conversationOf(script)
    const streaming = conversationOf(script)
    const asked = next(said(await generate(ASKED)), user('And?'))
    await streaming.generate(ASKED)
    const mark = { anthropic: { signature: 'signed t2' }, headroom: { exchanges: 1 } }
    expect((await generate(asked)).content).toEqual([{ ...thought('t2'), providerMetadata: mark }, DONE])
    const parts = await streaming.stream(asked)
    expect(parts.find(({ type }) => type === 'reasoning-end')).toMatchObject({ providerMetadata: mark })
  })

  it.each([
    ['the first exchange is lost', (key: string, keys: readonly string[]) => (key === keys[0] ? '' : undefined)],
    ['exchanges are of another version', () => JSON.stringify({ before: 0, messages: [said(MIXED)], results: [] })],
  ])('sends what the client has, without reasoning that is bound to what is lost, where %s', async (_, changed) => {
    const { generate, sent } = conversationOf(
      [
        reply(thought('t1'), retrieveCall('r1', KEY)),
        reply(thought('t2'), text('One.')),
        reply(thought('t3'), retrieveCall('r2', KEY)),
        reply(thought('t4'), text('Two.')),
        reply(DONE),
      ],
      { store: spied((key, keys) => (sent.length < 4 ? undefined : changed(key, keys))) },
    )
    const one = said(await generate(ASKED))
    const two = said(await generate(next(one, user('And?'))))
    await generate(next(one, user('And?'), two, user('Thanks.')))
    expect(sent[4]?.prompt.slice(3)).toEqual([
      { role: 'assistant', content: [{ type: 'text', text: 'One.' }] },
      user('And?'),
      { role: 'assistant', content: [{ type: 'text', text: 'Two.' }] },
      user('Thanks.'),
    ])
  })

  it('does so in a process that has another store', async () => {
    const script = [reply(thought('t1'), retrieveCall('r', KEY)), reply(thought('t2'), text('One.'))]
    const one = said(await conversationOf(script).generate(ASKED))
    const { generate, sent } = conversationOf([reply(DONE)])
    await generate(next(one, user('Thanks.')))
    expect(sent[0]?.prompt[3]).toEqual({ role: 'assistant', content: [{ type: 'text', text: 'One.' }] })
  })
})
