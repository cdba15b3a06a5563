import { createMemoryStore, InvalidOptionError, keyOf, retrieveTool, type Store } from '@headroom/core'
import { MockLanguageModelV4 } from 'ai/test'
import { describe, expect, it } from 'vitest'
import { headroomMiddleware } from './headroom-middleware.ts'
import { headroomTools } from './headroom-tools.ts'
import { conversationOf, DONE, kept, type Params, toolStep, user } from './testing/conversation.ts'
import { firstAndLast, longText } from './testing/first-and-last.ts'
import { call, type Piece, reply, retrieveCall, text, thought, USAGE } from './testing/replies.ts'
import { withHeadroom } from './with-headroom.ts'

const LOG = longText('a')
const KEY = await keyOf(LOG)
const ASKED: Params = { prompt: [user('What is in a?'), ...toolStep('a', LOG)], tools: [tool('load')] }
const RETRIEVE_TOOL = { type: 'function', ...retrieveTool }

function tool(name: string): NonNullable<Params['tools']>[number] {
  return { type: 'function', name, inputSchema: { type: 'object' } }
}

function outputs({ prompt }: Params): unknown[] {
  return prompt.flatMap(({ role, content }) =>
    role === 'tool' ? content.map((part) => (part.type === 'tool-result' ? part.output : part)) : [],
  )
}

describe('headroomMiddleware', () => {
  it('shortens tool results and declares the retrieve tool last, with the same bytes in every request with tools or results', async () => {
    const { generate, sent } = conversationOf([reply(DONE), reply(DONE), reply(DONE)])
    await generate({ prompt: ASKED.prompt })
    await generate({ prompt: [user('Hi.')], tools: [tool('z'), tool('load')], toolChoice: { type: 'none' } })
    await generate(ASKED)
    expect(sent.map(({ tools }) => JSON.stringify(tools?.at(-1)))).toEqual(Array(3).fill(JSON.stringify(RETRIEVE_TOOL)))
    expect(sent.map(({ tools }) => tools?.map(({ name }) => name))).toEqual([
      ['headroom_retrieve'],
      ['z', 'load', 'headroom_retrieve'],
      ['load', 'headroom_retrieve'],
    ])
    expect(sent.map(({ toolChoice }) => toolChoice?.type)).toEqual([undefined, 'none', undefined])
    expect(outputs(sent[2] ?? ASKED)).toEqual([{ type: 'text', value: expect.stringContaining(`key ${KEY}`) }])
  })

  it('leaves everything that it does not shorten the same object', async () => {
    const { generate, sent } = conversationOf([reply(DONE)])
    const providerOptions = { anthropic: { cacheControl: { type: 'ephemeral' } } }
    const params: Params = { ...ASKED, providerOptions, headers: { a: 'b' }, seed: 7 }
    await generate(params)
    const [request] = sent
    expect(request?.prompt[0]).toBe(params.prompt[0])
    expect(request?.prompt[1]).toBe(params.prompt[1])
    expect(request?.tools?.[0]).toBe(params.tools?.[0])
    expect(request?.providerOptions).toBe(providerOptions)
    expect(request).toMatchObject({ headers: { a: 'b' }, seed: 7 })
    expect(params.tools).toHaveLength(1)
  })

  it('declares no retrieve tool in a request without tools and results', async () => {
    const { generate, sent } = conversationOf([reply(DONE)])
    const params: Params = { prompt: [user('Hi.')] }
    const { providerMetadata } = await generate(params)
    expect(sent).toEqual([params])
    expect(providerMetadata?.['headroom']).toMatchObject({ rounds: 0, retrieved: 0, tokensSaved: 0 })
  })

  it('declares no retrieve tool under lossless, where nothing is left out', async () => {
    const { generate, sent } = conversationOf([reply(DONE)], { policy: 'lossless' })
    await generate(ASKED)
    expect(sent).toEqual([ASKED])
  })

  it('tells what was saved', async () => {
    const { generate } = conversationOf([reply(DONE)])
    const { providerMetadata, content, usage } = await generate(ASKED)
    expect(content).toEqual([DONE])
    expect(usage).toEqual(USAGE)
    expect(providerMetadata?.['headroom']).toMatchObject({ rounds: 0, retrieved: 0, keys: [KEY] })
    const { tokensBefore, tokensAfter, tokensSaved } = Object(providerMetadata?.['headroom'])
    expect(tokensSaved).toBeGreaterThan(0)
    expect(tokensBefore - tokensAfter).toBe(tokensSaved)
  })

  it('answers retrieve calls out of sight, round after round, and sums what they used', async () => {
    const warning = { type: 'other', message: 'w' } as const
    const { generate, sent } = conversationOf([
      {
        ...reply(thought('t1'), text('Let me look. '), retrieveCall('r1', KEY), retrieveCall('r2', KEY)),
        warnings: [warning],
      },
      reply(retrieveCall('r3', KEY)),
      { ...reply(thought('t2'), text('Nothing.')), warnings: [warning], response: { id: 'last' } },
    ])
    const answer = await generate(ASKED)
    expect(answer.content).toEqual([thought('t1'), text('Let me look. '), after(1, thought('t2')), text('Nothing.')])
    expect(answer.finishReason.unified).toBe('stop')
    expect(answer.usage).toEqual({
      inputTokens: { total: 333, noCache: 3, cacheRead: 30, cacheWrite: 300 },
      outputTokens: { total: 66, text: 6, reasoning: 60 },
      raw: { tokens: 399 },
    })
    expect(answer.warnings).toEqual([warning])
    expect(answer.response?.id).toBe('last')
    expect(answer.providerMetadata?.['headroom']).toMatchObject({ rounds: 2, retrieved: 3, keys: [KEY] })
    expect(sent.map(({ prompt }) => prompt.length)).toEqual([3, 5, 7])
    const original = { type: 'text', value: LOG }
    expect(outputs(sent[2] ?? ASKED).slice(1)).toEqual([original, original, original])
    expect(sent.map(({ tools }) => tools?.length)).toEqual([2, 2, 2])
  })

  it('sends reasoning back with its signature when it asks again', async () => {
    const { generate, sent } = conversationOf([reply(thought('t'), retrieveCall('r', KEY)), reply(DONE)])
    await generate(ASKED)
    const providerOptions = { anthropic: { signature: 'signed t' } }
    expect(sent[1]?.prompt[3]).toEqual({
      role: 'assistant',
      content: [
        { type: 'reasoning', text: 't', providerOptions },
        { type: 'tool-call', toolCallId: 'r', toolName: 'headroom_retrieve', input: { key: KEY } },
      ],
    })
  })

  it('begins every request with the one before, though the client keeps texts and calls only', async () => {
    const { generate, sent } = conversationOf([
      reply(thought('t1'), text('One moment. '), retrieveCall('r1', KEY)),
      reply(thought('t2'), text('Two.'), call('u', 'load')),
      reply(text('Three.')),
      reply(text('Four.')),
    ])
    const first = await generate(ASKED)
    const used = [...ASKED.prompt, kept(first), toolResult('u', longText('u'))]
    const second = await generate({ ...ASKED, prompt: used })
    await generate({ ...ASKED, prompt: [...used, kept(second), user('And?')] })
    expectEachToBeginWithTheOneBefore(sent)
    expect(sent.map(({ prompt }) => prompt.length)).toEqual([3, 5, 7, 9])
  })

  it('answers a retrieve call beside calls of the user with the next request, in the order of the calls', async () => {
    const { generate, sent } = conversationOf([
      reply(thought('t'), call('u1', 'load'), retrieveCall('r', KEY), call('u2', 'load')),
      reply(text('So.')),
      reply(DONE),
    ])
    const first = await generate(ASKED)
    expect(first.content).toEqual([thought('t'), call('u1', 'load'), call('u2', 'load')])
    expect(first.finishReason.unified).toBe('tool-calls')
    expect(first.providerMetadata?.['headroom']).toMatchObject({ rounds: 0, retrieved: 1 })
    const results: Params['prompt'][number] = {
      role: 'tool',
      content: ['u1', 'u2'].map((id) => ({
        type: 'tool-result',
        toolCallId: id,
        toolName: 'load',
        output: { type: 'text', value: id },
      })),
    }
    const used = [...ASKED.prompt, kept(first), results]
    const second = await generate({ ...ASKED, prompt: used })
    await generate({ ...ASKED, prompt: [...used, kept(second), user('And?')] })
    expect(idsOf(sent[1]?.prompt[3])).toEqual([undefined, 'u1', 'r', 'u2'])
    expect(idsOf(sent[1]?.prompt[4])).toEqual(['u1', 'r', 'u2'])
    expect(outputs(sent[1] ?? ASKED)[2]).toEqual({ type: 'text', value: LOG })
    expectEachToBeginWithTheOneBefore(sent)
  })

  it('tells the model to come to an end, and ends the turn where it does not', async () => {
    const calls = [1, 2, 3, 4].map((number) => reply(text(`${number} `), retrieveCall(`r${number}`, KEY)))
    const { generate, sent } = conversationOf([...calls, reply(DONE)], { maxRounds: 2 })
    const answer = await generate(ASKED)
    expect(sent).toHaveLength(4)
    expect(outputs(sent[3] ?? ASKED).at(-1)).toEqual({ type: 'text', value: expect.stringContaining('used up') })
    expect(outputs(sent[2] ?? ASKED).at(-1)).toEqual({ type: 'text', value: LOG })
    expect(answer.content).toEqual([1, 2, 3, 4].map((number) => text(`${number} `)))
    expect(answer.finishReason).toEqual({ unified: 'stop', raw: 'tool-calls' })
    await generate({ ...ASKED, prompt: [...ASKED.prompt, kept(answer), user('Well?')] })
    expectEachToBeginWithTheOneBefore(sent)
    expect(sent[4]?.prompt.at(-2)).toMatchObject({ role: 'assistant', content: [text('4 ')] })
  })

  it('answers no call that was cut off', async () => {
    const cut = {
      ...reply(text('Let'), retrieveCall('r', KEY)),
      finishReason: { unified: 'length', raw: 'max' } as const,
    }
    const { generate, sent } = conversationOf([cut, reply(DONE)])
    const answer = await generate(ASKED)
    expect(answer).toMatchObject({ content: [text('Let')], finishReason: { unified: 'length' } })
    expect(sent).toHaveLength(1)
  })

  it('leaves retrieve calls to the AI SDK where the user has declared the tool', async () => {
    const store = createMemoryStore()
    const { description } = headroomTools({ store }).headroom_retrieve
    const tools = [{ ...tool('headroom_retrieve'), description }, tool('load')]
    for (const options of [{ store }, { store, retrieve: 'visible' as const }]) {
      const { generate, sent } = conversationOf([reply(retrieveCall('r', KEY))], options)
      const answer = await generate({ ...ASKED, tools })
      expect(answer.content).toEqual([retrieveCall('r', KEY)])
      expect(sent[0]?.tools).toEqual(tools)
      expect(outputs(sent[0] ?? ASKED)).toEqual([{ type: 'text', value: expect.stringContaining(KEY) }])
    }
  })

  it('leaves nothing out where nothing could give it back, and says why', async () => {
    const own = { ...ASKED, tools: [tool('headroom_retrieve')] }
    const cases = [
      { params: own, options: {}, noViews: 'foreign-tool' },
      { params: ASKED, options: { retrieve: 'visible' as const }, noViews: 'not-declared' },
      { params: { prompt: [user('Hi.')] }, options: {}, noViews: 'no-tool' },
    ]
    for (const { params, options, noViews } of cases) {
      const { generate, sent } = conversationOf([reply(DONE)], options)
      expect((await generate(params)).providerMetadata?.['headroom']).toMatchObject({ noViews, keys: [] })
      expect(sent[0]).toBe(params)
    }
  })

  it('passes the very objects by where it is not enabled', async () => {
    const answer = reply(retrieveCall('r', KEY))
    const { generate, sent } = conversationOf([answer], { enabled: false })
    expect(await generate(ASKED)).toBe(answer)
    expect(sent[0]).toBe(ASKED)
  })

  it('leaves all to another one outside of it', async () => {
    const answers = [reply(text('A moment. '), retrieveCall('r', KEY)), reply(DONE)]
    const model = new MockLanguageModelV4({ doGenerate: answers })
    const options = { compressors: [firstAndLast] }
    const both = withHeadroom(withHeadroom(model, options), options)
    expect((await both.doGenerate(ASKED)).content).toEqual([text('A moment. '), DONE])
    expect(model.doGenerateCalls.map(({ tools }) => tools?.length)).toEqual([2, 2])
    expect(outputs(model.doGenerateCalls[1] ?? ASKED)[1]).toEqual({ type: 'text', value: LOG })
  })

  it('never shortens what was retrieved', async () => {
    const { generate, sent } = conversationOf([reply(DONE)])
    await generate({ prompt: [...ASKED.prompt, ...toolStep('r', longText('b'), 'headroom_retrieve')] })
    expect(outputs(sent[0] ?? ASKED)[1]).toEqual({ type: 'text', value: longText('b') })
  })

  it('keeps conversations apart that differ anywhere before the answer', async () => {
    const store = createMemoryStore()
    const one = conversationOf([reply(text('Yes.'), retrieveCall('r', KEY)), reply(text(' No.'))], { store })
    const answer = await one.generate(ASKED)
    const other = conversationOf([reply(DONE)], { store })
    const prompt = [user('What is in b?'), ...ASKED.prompt.slice(1), kept(answer), user('Well?')]
    await other.generate({ prompt })
    expect(other.sent[0]?.prompt).toHaveLength(prompt.length)
  })

  it('sends what the client has where the store has lost the exchange, or fails', async () => {
    const failing: Store = {
      get: () => Promise.reject(new Error('down')),
      set: () => Promise.reject(new Error('down')),
    }
    const answer = reply(text('Yes.'))
    const prompt = [...ASKED.prompt, kept(answer), user('Well?')]
    const { generate, sent } = conversationOf([reply(retrieveCall('r', KEY)), answer, reply(DONE)], { store: failing })
    expect((await generate(ASKED)).content).toEqual(answer.content)
    await generate({ ...ASKED, prompt })
    expect(sent[2]?.prompt).toEqual(prompt)
    expect(outputs(sent[1] ?? ASKED)[1]).toEqual({ type: 'text', value: expect.stringContaining('could not be read') })
  })

  it('sends a prompt that cannot be read as it is', async () => {
    const cycle: Record<string, unknown> = {}
    cycle['self'] = cycle
    const output = { type: 'json', value: cycle } as never
    const result = { type: 'tool-result', toolCallId: 'a', toolName: 'load', output } as const
    const prompt: Params['prompt'] = [...ASKED.prompt.slice(0, 2), { role: 'tool', content: [result] }]
    const { generate, sent } = conversationOf([reply(retrieveCall('r', KEY)), reply(DONE)])
    expect((await generate({ ...ASKED, prompt })).content).toEqual([DONE])
    expect(sent[0]?.prompt).toBe(prompt)
  })

  it('rejects as the model does, in any round', async () => {
    const { generate } = conversationOf([reply(retrieveCall('r', KEY))])
    await expect(generate(ASKED)).rejects.toThrow('The script has no more replies.')
  })

  it('rejects with the reason of an aborted signal', async () => {
    const { generate, sent } = conversationOf([reply(DONE)])
    const abortSignal = AbortSignal.abort(new Error('enough'))
    await expect(generate({ ...ASKED, abortSignal })).rejects.toThrow('enough')
    expect(sent).toEqual([])
  })

  it('refuses options that cannot be used', () => {
    expect(() => headroomMiddleware({ maxRounds: 0 })).toThrow(InvalidOptionError)
    expect(() => headroomMiddleware(null as never)).toThrow('`options` must be an object, got null')
    expect(() => withHeadroom(new MockLanguageModelV4(), { polcy: 'lossless' } as never)).toThrow(
      '`polcy` is no option',
    )
  })

  it('passes calls by where the request did not come through transformParams', async () => {
    const answer = reply(retrieveCall('r', KEY))
    const model = new MockLanguageModelV4({ doGenerate: answer })
    const { wrapGenerate } = headroomMiddleware({ compressors: [firstAndLast] })
    expect(await wrapGenerate({ doGenerate: async () => model.doGenerate(ASKED), params: ASKED, model })).toBe(answer)
  })
})

function toolResult(id: string, value: string): Params['prompt'][number] {
  return {
    role: 'tool',
    content: [{ type: 'tool-result', toolCallId: id, toolName: 'load', output: { type: 'text', value } }],
  }
}

function after(exchanges: number, piece: Piece): Piece {
  return { ...piece, providerMetadata: { ...piece.providerMetadata, headroom: { exchanges } } }
}

function idsOf(message: Params['prompt'][number] | undefined): unknown[] {
  return [...(message?.content ?? [])].map((part) => Object(part).toolCallId)
}

function expectEachToBeginWithTheOneBefore(sent: readonly Params[]): void {
  for (const [index, { prompt, tools }] of sent.slice(1).entries()) {
    const before = sent[index]
    expect(JSON.stringify(tools)).toBe(JSON.stringify(before?.tools))
    expect(JSON.stringify(prompt.slice(0, before?.prompt.length))).toBe(JSON.stringify(before?.prompt))
  }
}
