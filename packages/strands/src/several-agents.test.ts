import { Agent, Graph, NullConversationManager, Swarm } from '@strands-agents/sdk'
import { describe, expect, it } from 'vitest'
import { agentOf, LOAD, load, plugin } from './testing/agent-of.ts'
import { KEY, ScriptedModel, type ScriptedReply } from './testing/scripted-model.ts'

const RETRIEVE = { calls: [{ name: 'headroom_retrieve', input: { key: KEY, lines: '60' } }] }
const SCRIPT = [LOAD, RETRIEVE, { text: 'Done.' }]
const FOUND = 'a line 59: nothing of note\\n[lines 60 to 60 of 120]'

const shared = plugin()

function member(id: string, script: readonly ScriptedReply[] = SCRIPT): { agent: Agent; model: ScriptedModel } {
  const model = new ScriptedModel(script)
  const about = { id, name: id, description: `The agent ${id}.` }
  const common = { printer: false, plugins: [shared], conversationManager: new NullConversationManager() }
  return { agent: new Agent({ ...about, ...common, model, tools: [load] }), model }
}

function expectRetrieved({ model }: { readonly model: ScriptedModel }): void {
  expect(model.asked.map(({ tools }) => tools)).toEqual(Array.from({ length: 3 }, () => ['load', 'headroom_retrieve']))
  expect(model.asked[1]?.json).toContain('[2 of 120 lines shown')
  expect(model.asked[2]?.json).toContain(FOUND)
}

describe('one plugin of several agents', () => {
  it('serves them at the same time', async () => {
    const members = ['a', 'b', 'c'].map((id) => member(id))
    await Promise.all(members.map(({ agent }) => agent.invoke('What is in a?')))
    members.forEach(expectRetrieved)
  })

  it('serves an agent and those that it uses as tools, and sums their figures', async () => {
    const inner = member('inner')
    const model = new ScriptedModel([
      { calls: [{ name: 'inner', input: { input: 'What is in a?' } }] },
      { text: 'So.' },
    ])
    const outer = new Agent({ model, tools: [inner.agent], plugins: [shared], printer: false })
    const { invocationState } = await outer.invoke('Ask it.')
    expectRetrieved(inner)
    expect(model.asked[0]?.tools).toEqual(['inner', 'headroom_retrieve'])
    expect(invocationState['headroom']).toMatchObject({ calls: 5, retrieved: 1 })
  })

  it('serves a graph', async () => {
    const [first, second] = [member('first'), member('second')]
    const graph = new Graph({ maxSteps: 4, nodes: [first.agent, second.agent], edges: [['first', 'second']] })
    const { status } = await graph.invoke('What is in a?')
    expect(status).toBe('COMPLETED')
    expectRetrieved(first)
    expectRetrieved(second)
  })

  it('serves a swarm', async () => {
    const handOver = { calls: [{ name: 'strands_structured_output', input: { message: 'Done.' } }] }
    const first = member('first', [LOAD, RETRIEVE, handOver])
    const swarm = new Swarm({ maxSteps: 4, nodes: [first.agent, member('second').agent], start: 'first' })
    const { status } = await swarm.invoke('What is in a?')
    expect(status).toBe('COMPLETED')
    expect(first.model.asked[2]?.json).toContain(FOUND)
  })
})

describe('agents with plugins of their own', () => {
  it('do not read what others left out', async () => {
    const first = agentOf([LOAD, { text: 'Done.' }])
    const { invocationState } = await first.agent.invoke('What is in a?')
    const { keys } = invocationState['headroom'] as { readonly keys: readonly string[] }
    const script = [{ calls: [{ name: 'headroom_retrieve', input: { key: keys[0] ?? '' } }] }, { text: 'Done.' }]
    const second = agentOf(script)
    await second.agent.invoke('What is in a?')
    expect(second.model.asked[1]?.json).not.toContain('a line 59')
  })
})
