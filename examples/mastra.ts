// An agent of Mastra: a processor that shortens what the model reads, and a tool that gives the rest back.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { headroomProcessor } from '@headroom/ai-sdk/mastra'
import { Agent } from '@mastra/core/agent'
import type { MastraModelConfig } from '@mastra/core/llm'
import { MockMemory } from '@mastra/core/memory'
import { createTool } from '@mastra/core/tools'
import { MockLanguageModelV4 } from 'ai/test'
import { z } from 'zod'

const log = readFileSync(new URL('incident/captured/service.log', import.meta.url), 'utf8')
const readLog = createTool({
  id: 'read_log',
  description: 'Reads the log.',
  inputSchema: z.object({}),
  execute: () => Promise.resolve(log),
})

/** What the scripted model does, call by call: it reads the log, looks for what the view leaves out, and answers. */
const script = [
  () => ({ type: 'tool-call', toolCallId: 'call_1', toolName: 'read_log', input: '{}' }) as const,
  (prompt: string) => {
    const [, key] = /headroom_retrieve key (\w+)/.exec(prompt) ?? assert.fail()
    const input = JSON.stringify({ key, grep: 'no exchange rate' })
    return { type: 'tool-call', toolCallId: 'call_2', toolName: 'headroom_retrieve', input } as const
  },
  () => ({ type: 'text', text: 'Order 88368 was the last of ten.' }) as const,
]
const usage = {
  inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 0, text: 0, reasoning: 0 },
}
const prompts: string[] = []
const model = new MockLanguageModelV4({
  doGenerate({ prompt }) {
    const said = (script[prompts.push(JSON.stringify(prompt)) - 1] ?? assert.fail())(prompts.at(-1) ?? '')
    const unified = said.type === 'text' ? 'stop' : 'tool-calls'
    return Promise.resolve({ content: [said], finishReason: { unified, raw: undefined }, usage, warnings: [] })
  },
})

const headroom = headroomProcessor()
const memory = new MockMemory()
const agent = new Agent({
  id: 'on-call',
  name: 'On call',
  instructions: 'Be brief.',
  // With a real provider: model: 'anthropic/claude-opus-5'.
  model: model as unknown as MastraModelConfig,
  tools: { read_log: readLog, ...headroom.tools },
  inputProcessors: [headroom],
  memory,
})

const thread = { thread: 'incident', resource: 'user' }
const { text } = await agent.generate('Which order was the last without an exchange rate?', { memory: thread })
const [, second = '', third = ''] = prompts
console.log(`the tool said ${log.length} characters, the model was sent ${second.length}: ${text}`)
assert(second.length < log.length / 2)
assert(!second.includes('order 88368 has no exchange rate'), 'the view leaves it out')
assert(third.includes('order 88368 has no exchange rate'), 'the model has looked it up')

const { messages } = await memory.recall({ threadId: thread.thread, resourceId: thread.resource })
assert(JSON.stringify(messages).includes(JSON.stringify(log)), 'the thread has what the tool gave')
