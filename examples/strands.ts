// An agent of Strands: one plugin, and the model reads less. It looks an original up where it needs more.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { headroom, type HeadroomFigures } from '@headroom/strands'
import { Agent, type BaseModelConfig, type Message, Model, type ModelStreamEvent, tool } from '@strands-agents/sdk'

const log = readFileSync(new URL('incident/captured/service.log', import.meta.url), 'utf8')

/** Stands in for a model: reads the log, looks one line of the original up, and answers. */
class ScriptedModel extends Model {
  readonly asked: string[] = []

  override updateConfig(): void {}

  override getConfig(): BaseModelConfig {
    return { modelId: 'scripted' }
  }

  override async *stream(messages: Message[]): AsyncGenerator<ModelStreamEvent> {
    const json = JSON.stringify(messages)
    const turn = this.asked.push(json)
    yield { type: 'modelMessageStartEvent', role: 'assistant' }
    if (turn === 1) yield* called('read_log', {})
    else if (turn === 2)
      yield* called('headroom_retrieve', { key: /key ([0-9a-f]{16})/.exec(json)?.[1] ?? '', lines: '1-3' })
    else yield* said('The connection pool is used up.')
    yield { type: 'modelMessageStopEvent', stopReason: turn < 3 ? 'toolUse' : 'endTurn' }
  }
}

function* called(name: string, input: object): Generator<ModelStreamEvent> {
  yield { type: 'modelContentBlockStartEvent', start: { type: 'toolUseStart', name, toolUseId: `of ${name}` } }
  yield { type: 'modelContentBlockDeltaEvent', delta: { type: 'toolUseInputDelta', input: JSON.stringify(input) } }
  yield { type: 'modelContentBlockStopEvent' }
}

function* said(text: string): Generator<ModelStreamEvent> {
  yield { type: 'modelContentBlockStartEvent' }
  yield { type: 'modelContentBlockDeltaEvent', delta: { type: 'textDelta', text } }
  yield { type: 'modelContentBlockStopEvent' }
}

const model = new ScriptedModel()
const agent = new Agent({
  // With a real provider: new BedrockModel().
  model,
  tools: [tool({ name: 'read_log', description: 'Gives the log of checkout.', callback: () => log })],
  plugins: [headroom()],
  printer: false,
})

const result = await agent.invoke('Why does checkout answer 503?')
const figures = result.invocationState['headroom'] as HeadroomFigures
console.log(
  `${figures.calls} calls: ${figures.tokensBefore} tokens before, ${figures.tokensAfter} sent, ${figures.retrieved} retrieval: ${result.toString()}`,
)
assert(figures.tokensSaved > figures.tokensBefore / 2)

// The second call showed a part of the log, the third the lines that were looked up. What the agent keeps is whole.
const [first = ''] = log.split('\n')
assert(model.asked[2]?.includes('[lines 1 to 3 of'))
assert(JSON.stringify(agent.messages).includes(JSON.stringify(log).slice(1, -1)))
assert(model.asked[2]?.includes(JSON.stringify(first).slice(1, -1)))
