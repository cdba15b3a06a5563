// An agent of the OpenAI Agents SDK: a filter that shortens what the model reads, and a tool that gives the rest back.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { headroomInputFilter, headroomTool } from '@headroom/openai-agents'
import { Agent, Runner, setTracingDisabled, tool } from '@openai/agents'
import {
  assistantMessage,
  functionCall,
  modelResponder,
  type RecordedModelCall,
  ScriptedModel,
} from '@openai/agents/testing'
import { z } from 'zod'

setTracingDisabled(true)
const log = readFileSync(new URL('incident/captured/service.log', import.meta.url), 'utf8')
const readLog = tool({ name: 'read_log', description: 'Reads the log.', parameters: z.object({}), execute: () => log })

/** What the scripted model does, call by call: it reads the log, looks for what the view leaves out, and answers. */
const model = new ScriptedModel([
  [functionCall('read_log', {}, { callId: 'call_1' })],
  modelResponder(({ request }) => {
    const [, key] = /headroom_retrieve key (\w+)/.exec(JSON.stringify(request.input)) ?? assert.fail()
    return [functionCall('headroom_retrieve', { key, grep: 'no exchange rate' }, { callId: 'call_2' })]
  }),
  [assistantMessage('Order 88368 was the last of ten.')],
])

// With the real provider: model: 'gpt-5.5'.
const agent = new Agent({ name: 'On call', model, tools: [readLog, headroomTool()] })
const runner = new Runner({
  callModelInputFilter: headroomInputFilter({
    onEvent(event) {
      if (event.type !== 'request-planned') return
      const { tokensBefore, tokensAfter } = event.report
      console.log(`sent ${tokensAfter} tokens of ${tokensBefore}`)
    },
  }),
})

const { finalOutput, history } = await runner.run(agent, 'Which order was the last without an exchange rate?')
console.log(finalOutput)

const [, second, third] = model.calls.map(inputOf)
assert(!second?.includes('order 88368 has no exchange rate'), 'the view leaves it out')
assert(third?.includes('order 88368 has no exchange rate'), 'the model has looked it up')
assert(third?.startsWith(second?.slice(0, -1) ?? '?'), 'each request begins with the one before')
assert(JSON.stringify(history).includes(JSON.stringify(log)), 'the history has what the tool gave')

function inputOf({ request }: RecordedModelCall): string {
  return JSON.stringify(request.input)
}
