import { compressText, createMemoryStore, InvalidOptionError, retrieveTool } from '@headroom/core'
import {
  BeforeToolCallEvent,
  ImageBlock,
  InvokeModelStage,
  type Plugin,
  TextBlock,
  tool,
  ToolResultBlock,
} from '@strands-agents/sdk'
import { describe, expect, it } from 'vitest'
import { headroom } from './headroom.ts'
import { agentOf, LOAD, load, plugin } from './testing/agent-of.ts'
import { firstAndLast, longText } from './testing/first-and-last.ts'
import { KEY } from './testing/scripted-model.ts'

const RETRIEVE = { calls: [{ name: 'headroom_retrieve', input: { key: KEY, lines: '60' } }] }
const DONE = { text: 'Done.' }
const VIEW = '[2 of 120 lines shown'
const MIDDLE = 'a line 59: nothing of note'
const ROWS = Array.from({ length: 60 }, (_, id) => ({ id, name: `row ${id}`, state: 'ready' }))

describe('headroom', () => {
  it('shortens what the model reads, and leaves what the agent keeps whole', async () => {
    const { agent, model } = agentOf([LOAD, DONE])
    await agent.invoke('What is in a?')
    expect(model.asked[1]?.json).toContain(VIEW)
    expect(model.asked[1]?.json).not.toContain(MIDDLE)
    expect(JSON.stringify(agent.messages)).toContain(MIDDLE)
    expect(JSON.stringify(agent.takeSnapshot({ preset: 'session' }))).not.toContain(VIEW)
  })

  it('makes retrieval a call like any other', async () => {
    const { agent, model } = agentOf([LOAD, RETRIEVE, DONE])
    const { invocationState } = await agent.invoke('What is in a?')
    expect(model.asked[2]?.json).toContain(`${MIDDLE}\\n[lines 60 to 60 of 120]`)
    expect(JSON.stringify(agent.messages)).toContain('headroom_retrieve')
    expect(invocationState['headroom']).toMatchObject({ calls: 3, retrieved: 1, keys: [expect.any(String)] })
  })

  it('begins each call with the one before', async () => {
    const { agent, model } = agentOf([LOAD, RETRIEVE, DONE, LOAD, DONE])
    await agent.invoke('What is in a?')
    await agent.invoke('And now?')
    const [first, ...others] = model.asked
    let before = first?.json.slice(0, -1) ?? ''
    for (const { json, toolSpecs } of others) {
      expect(json.startsWith(before)).toBe(true)
      expect(toolSpecs).toBe(first?.toolSpecs)
      before = json.slice(0, -1)
    }
  })

  it('tells the figures of an invocation', async () => {
    const { agent } = agentOf([LOAD, DONE])
    const { invocationState } = await agent.invoke('What is in a?')
    const { outcome } = await compressText(longText('a'), { store: createMemoryStore(), compressors: [firstAndLast] })
    const figures = invocationState['headroom'] as Record<string, number>
    expect(figures).toMatchObject({ calls: 2, retrieved: 0, keys: [outcome.key] })
    expect(figures['tokensSaved']).toBe(outcome.tokensBefore - outcome.tokensAfter)
    expect(figures['tokensBefore']).toBe((figures['tokensAfter'] ?? 0) + (figures['tokensSaved'] ?? 0))
  })

  it('tells what went wrong, and sends such texts as they are', async () => {
    const store = { get: () => Promise.reject(new Error('gone')), set: () => Promise.reject(new Error('gone')) }
    const { agent, model } = agentOf([LOAD, DONE], {}, { store })
    const { invocationState } = await agent.invoke('What is in a?')
    expect(model.asked[1]?.json).toContain(MIDDLE)
    expect(invocationState['headroom']).toMatchObject({ tokensSaved: 0, failed: [expect.stringContaining('gone')] })
  })

  it('tells of an agent without tools, too, whose texts a policy of yours may shorten', async () => {
    const { agent, model } = agentOf([DONE], { tools: [], plugins: [headroom({ policy: () => 'lossless' })] })
    const { invocationState } = await agent.invoke(JSON.stringify(ROWS))
    expect(model.asked[0]).toMatchObject({ tools: [], json: expect.not.stringContaining('row 0\\",') })
    expect(invocationState['headroom']).toMatchObject({ calls: 1, retrieved: 0, keys: [] })
    expect(invocationState['headroom']).not.toMatchObject({ tokensSaved: 0 })
  })

  it('never fails over a state of the invocation that it cannot write to, or that holds another thing', async () => {
    const frozen = agentOf([LOAD, RETRIEVE, DONE])
    await frozen.agent.invoke('What is in a?', { invocationState: Object.freeze({ tenant: 1 }) })
    expect(frozen.model.asked[2]?.json).toContain(MIDDLE)
    const odd = agentOf([LOAD, DONE])
    const { invocationState } = await odd.agent.invoke('What is in a?', { invocationState: { headroom: 'mine' } })
    expect(invocationState['headroom']).toMatchObject({ calls: 2, retrieved: 0 })
  })

  it('works in streams, and passes every event', async () => {
    const types = async (plugins: Plugin[]): Promise<string[]> => {
      const { agent } = agentOf([LOAD, DONE], { plugins })
      return (await Array.fromAsync(agent.stream('What is in a?'))).map(({ type }) => type)
    }
    expect(await types([plugin()])).toEqual(await types([]))
  })

  it('goes on from a session in another process, with the same bytes', async () => {
    const before = agentOf([LOAD, DONE])
    await before.agent.invoke('What is in a?')
    const after = agentOf([DONE, DONE])
    after.agent.loadSnapshot(before.agent.takeSnapshot({ preset: 'session' }))
    await after.agent.invoke('Thanks.')
    expect(after.model.asked[0]?.json.startsWith(before.model.asked[1]?.json.slice(0, -1) ?? '')).toBe(true)
    expect(after.model.asked[0]?.toolSpecs).toBe(before.model.asked[0]?.toolSpecs)
  })

  it('leaves errors of tools whole', async () => {
    const fails = tool({
      name: 'load',
      description: 'Fails.',
      callback: () => {
        throw new Error(longText('error'))
      },
    })
    const { agent, model } = agentOf([LOAD, DONE], { tools: [fails] })
    await agent.invoke('What is in a?')
    expect(model.asked[1]?.json).toContain('error line 59')
  })

  it('shortens each block of a result by itself, and leaves files', async () => {
    const image = new ImageBlock({ format: 'png', source: { bytes: new Uint8Array([1]) } })
    const mixed = tool({
      name: 'load',
      description: 'Loads.',
      callback: () => [new TextBlock(longText('a')), { json: { log: longText('b') } }, image] as never,
    })
    const { agent, model } = agentOf([LOAD, DONE], { tools: [mixed] })
    await agent.invoke('What is in a?')
    expect(model.asked[1]?.messages).toMatchObject([
      {},
      {},
      {
        content: [
          {
            toolResult: {
              content: [
                { text: expect.stringContaining(VIEW) },
                { text: expect.stringContaining(VIEW) },
                image.toJSON(),
              ],
            },
          },
        ],
      },
    ])
  })

  it('goes on after an interrupt', async () => {
    const { agent, model } = agentOf([LOAD, { calls: [{ name: 'load' }] }, DONE])
    let asked = 0
    agent.addHook(BeforeToolCallEvent, (event) => {
      asked += 1
      if (asked === 2 || asked === 3) event.interrupt({ name: 'approve' })
    })
    const interrupted = await agent.invoke('What is in a?')
    expect(interrupted.stopReason).toBe('interrupt')
    const interruptId = interrupted.interrupts?.[0]?.id ?? ''
    const result = await agent.invoke([{ interruptResponse: { interruptId, response: 'yes' } }])
    expect(result.stopReason).toBe('endTurn')
    expect(model.asked[2]?.json.startsWith(model.asked[1]?.json.slice(0, -1) ?? '')).toBe(true)
  })

  it('ends as without it when the user gives up', async () => {
    const { agent, model } = agentOf([LOAD, DONE])
    const { stopReason } = await agent.invoke('What is in a?', { cancelSignal: AbortSignal.abort() })
    expect(stopReason).toBe('cancelled')
    expect(model.asked).toEqual([])
  })

  it('sees what other middleware put in, whichever came first', async () => {
    const note = (text: string): Plugin => ({
      name: text,
      initAgent(agent) {
        agent.addMiddleware(InvokeModelStage.Input, (call) => {
          const content = [new TextBlock(longText(text))]
          const [result] = call.messages.at(-1)?.content ?? []
          if (!(result instanceof ToolResultBlock)) return call
          const { toolUseId } = result
          const replaced = Object.assign(Object.create(Object.getPrototypeOf(result)), result, { toolUseId, content })
          return {
            ...call,
            messages: [
              ...call.messages.slice(0, -1),
              Object.assign(call.messages.at(-1) ?? {}, { content: [replaced] }),
            ],
          } as never
        })
      },
    })
    for (const plugins of [
      [note('x'), plugin()],
      [plugin(), note('x')],
    ]) {
      const { agent, model } = agentOf([LOAD, DONE], { plugins })
      await agent.invoke('What is in a?')
      expect(model.asked[1]?.json).toContain('x line 0')
      expect(model.asked[1]?.json).not.toContain('x line 59')
    }
  })

  it('wants an agent of a version that has middleware', () => {
    const { initAgent } = headroom()
    expect(() => initAgent({} as never)).toThrow(InvalidOptionError)
    expect(() => initAgent({} as never)).toThrow('^1.16.0')
    expect(() => initAgent(undefined as never)).toThrow('@strands-agents/sdk')
  })

  it('reaches an agent of another copy of Strands by the stage that it runs, or says what would do', async () => {
    const stage = { name: 'invokeModel' }
    const added: unknown[] = []
    const ran: unknown[] = []
    const stages = { invoke: (of: unknown, context: unknown) => ran.push([of, context]) }
    const closed = {
      addMiddleware: (of: unknown) => added.push(of),
      toolRegistry: { get: () => undefined, addOrReplace() {} },
      appState: { get: () => undefined, set() {} },
    }
    const agent = { ...closed, _middlewareRegistry: stages }
    headroom().initAgent(agent)
    stages.invoke({ name: 'executeTool' }, 1)
    expect(added).toEqual([])
    stages.invoke(stage, 2)
    stages.invoke(stage, 3)
    expect(added).toEqual([stage])
    expect(ran).toEqual([
      [{ name: 'executeTool' }, 1],
      [stage, 2],
      [stage, 3],
    ])
    expect(() => headroom().initAgent(closed)).toThrow('install one copy only')
  })
})

describe('the retrieve tool', () => {
  it('stands behind the tools that the agent has, and before those that come later', async () => {
    const other = tool({ name: 'other', description: 'Other.', callback: () => 'x' })
    const late = tool({ name: 'late', description: 'Late.', callback: () => 'x' })
    const plugins = [{ name: 'first', initAgent() {}, getTools: () => [other] }, plugin()]
    const { agent, model } = agentOf([DONE, DONE], { plugins })
    await agent.invoke('Hi.')
    agent.toolRegistry.add(late)
    await agent.invoke('Hi.')
    expect(model.asked[0]?.tools).toEqual(['load', 'other', retrieveTool.name])
    expect(model.asked[1]?.tools).toEqual(['load', 'other', retrieveTool.name, 'late'])
    expect(JSON.parse(model.asked[0]?.toolSpecs ?? '')[2]).toEqual(retrieveTool)
  })

  it('is not sent by an agent that uses no tools, so that models without tool support can be asked', async () => {
    const { agent, model } = agentOf([DONE], { tools: [] })
    await agent.invoke('Hi.')
    expect(model.asked[0]?.tools).toEqual([])
  })

  it('is there where only results of tools are', async () => {
    const before = agentOf([LOAD, DONE])
    await before.agent.invoke('What is in a?')
    const after = agentOf([DONE], { tools: [], messages: before.agent.messages })
    await after.agent.invoke('Thanks.')
    expect(after.model.asked[0]?.tools).toEqual([retrieveTool.name])
    expect(after.model.asked[0]?.json).toContain(VIEW)
  })

  it('is not there where nothing is ever left out, or where it is turned off', async () => {
    for (const options of [{ policy: 'lossless' }, { enabled: false }] as const) {
      const { agent, model } = agentOf([LOAD, DONE], {}, options)
      await agent.invoke('What is in a?')
      expect(model.asked[1]?.tools).toEqual(['load'])
      expect(model.asked[1]?.json).toContain(MIDDLE)
    }
  })

  it('is left to a tool of the same name, if that can read the store', async () => {
    const own = tool({ ...retrieveTool, inputSchema: retrieveTool.inputSchema as never, callback: () => 'mine' })
    const shared = agentOf([LOAD, RETRIEVE, DONE], { tools: [load, own] }, { store: createMemoryStore() })
    await shared.agent.invoke('What is in a?')
    expect(shared.model.asked[1]?.json).toContain(VIEW)
    expect(shared.model.asked[2]?.json).toContain('mine')
    expect(shared.model.asked[2]?.tools).toEqual(['load', 'headroom_retrieve'])
    const alone = agentOf([LOAD, DONE], { tools: [load, own] })
    await alone.agent.invoke('What is in a?')
    expect(alone.model.asked[1]?.json).toContain(MIDDLE)
  })

  it('is left to another tool of that name, and then nothing is left out', async () => {
    const other = tool({ name: 'headroom_retrieve', description: 'Gets a dog.', callback: () => 'Rex' })
    const { agent, model } = agentOf([LOAD, DONE], { tools: [load, other] }, { store: createMemoryStore() })
    await agent.invoke('What is in a?')
    expect(model.asked[1]?.json).toContain(MIDDLE)
    expect(model.asked[1]?.tools).toEqual(['load', 'headroom_retrieve'])
  })

  it('goes with the plugin that came first, where an agent has two', async () => {
    const { agent, model } = agentOf([LOAD, RETRIEVE, DONE], { plugins: [plugin(), plugin()] })
    const { invocationState } = await agent.invoke('What is in a?')
    expect(model.asked[2]?.json).toContain(`${MIDDLE}\\n[lines 60 to 60 of 120]`)
    expect(model.asked[2]?.tools).toEqual(['load', 'headroom_retrieve'])
    expect(invocationState['headroom']).toMatchObject({ calls: 3, retrieved: 1 })
  })

  it('gives way to the one of the agent that tools are handed on to', async () => {
    const first = agentOf([LOAD, DONE])
    await first.agent.invoke('What is in a?')
    const { agent, model } = agentOf([LOAD, RETRIEVE, DONE], { tools: [...first.agent.tools] })
    const { invocationState } = await agent.invoke('What is in a?')
    expect(model.asked[1]?.json).toContain(VIEW)
    expect(model.asked[2]?.json).toContain(`${MIDDLE}\\n[lines 60 to 60 of 120]`)
    expect(model.asked[2]?.tools).toEqual(['load', 'headroom_retrieve'])
    expect(invocationState['headroom']).toMatchObject({ calls: 3, retrieved: 1 })
  })

  it('goes with the plugin that came first, where neither declares it', async () => {
    const plugins = [plugin({ policy: 'lossless' }), plugin({ policy: 'lossless' })]
    const { agent } = agentOf([LOAD, DONE], { plugins })
    const { invocationState } = await agent.invoke('What is in a?')
    expect(invocationState['headroom']).toMatchObject({ calls: 2 })
  })

  it('says what it cannot find', async () => {
    const script = [{ calls: [{ name: 'headroom_retrieve', input: { key: 'nothing' } }] }, DONE]
    const { agent, model } = agentOf(script)
    await agent.invoke('What is in a?')
    expect(model.asked[1]?.json).toContain('is no key of an original')
    expect(model.asked[1]?.json).toContain('"status":"success"')
  })

  it('can be called by the user of the agent', async () => {
    const { agent } = agentOf([LOAD, DONE])
    const { invocationState } = await agent.invoke('What is in a?')
    const { keys } = invocationState['headroom'] as { readonly keys: readonly string[] }
    const key = keys[0] ?? ''
    const handle = agent.tool['headroom_retrieve']
    expect(JSON.stringify(await handle?.invoke({ key, lines: '60' }))).toContain(MIDDLE)
  })
})
