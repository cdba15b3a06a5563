// A ToolLoopAgent whose model wants an original back: out of sight by the middleware, or in sight by a tool and `prepareStep`.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { compressModelMessages, headroomTools, withHeadroom } from '@headroom/ai-sdk'
import { createMemoryStore } from '@headroom/core'
import { isStepCount, tool, ToolLoopAgent } from 'ai'
import { MockLanguageModelV4 } from 'ai/test'
import { z } from 'zod'

type Reply = Awaited<ReturnType<MockLanguageModelV4['doGenerate']>>

const log = readFileSync(new URL('incident/captured/service.log', import.meta.url), 'utf8')
const tools = { read_log: tool({ inputSchema: z.object({}), execute: () => log }) }

/** Stands in for a real model: reads the log, asks for its errors by the key in what it was sent, answers. */
function scriptedModel(): MockLanguageModelV4 {
  return new MockLanguageModelV4({
    doGenerate: async ({ prompt }) => {
      const read = JSON.stringify(prompt)
      const [, key] = /key ([0-9a-f]{16})/.exec(read) ?? []
      if (key === undefined) return calling('read_log', {})
      if (!read.includes('"toolName":"headroom_retrieve"')) return calling('headroom_retrieve', { key, grep: 'ERROR' })
      return reply({ type: 'text', text: 'The connection pool is used up.' })
    },
  })
}

function calling(toolName: string, input: object): Reply {
  return reply({ type: 'tool-call', toolCallId: `call_${toolName}`, toolName, input: JSON.stringify(input) })
}

function reply(piece: Reply['content'][number]): Reply {
  const usage = {
    inputTokens: { total: 100, noCache: 100, cacheRead: 0, cacheWrite: 0 },
    outputTokens: { total: 10, text: 10, reasoning: 0 },
  }
  const unified = piece.type === 'tool-call' ? 'tool-calls' : 'stop'
  return { content: [piece], finishReason: { unified, raw: undefined }, usage, warnings: [] }
}

// Out of sight. With a real provider: withHeadroom(anthropic('claude-sonnet-5-5')).
const hidden = scriptedModel()
const agent = new ToolLoopAgent({ model: withHeadroom(hidden), tools })
const { text, steps, totalUsage, finalStep } = await agent.generate({ prompt: 'Why does checkout answer 503?' })
const figures = finalStep.providerMetadata?.['headroom']
console.log(
  `hidden: ${steps.length} steps, ${hidden.doGenerateCalls.length} requests, ${totalUsage.inputTokens} tokens: ${text}`,
)
console.log(
  `  ${figures?.['tokensBefore']} tokens of results became ${figures?.['tokensAfter']}, retrieved ${figures?.['retrieved']}`,
)
assert.deepEqual(
  steps.map(({ toolCalls }) => toolCalls.map(({ toolName }) => toolName)),
  [['read_log'], []],
)
assert.equal(hidden.doGenerateCalls.length, 3)
assert.equal(totalUsage.inputTokens, 300)

// In sight: the tool is one of the agent's own, and each step is shortened before it is sent.
const visible = scriptedModel()
const store = createMemoryStore()
const seeing = new ToolLoopAgent({
  model: visible,
  tools: { ...tools, ...headroomTools({ store }) },
  stopWhen: isStepCount(10),
  prepareStep: async ({ messages }) => ({ messages: await compressModelMessages(messages, { store }) }),
})
const seen = await seeing.generate({ prompt: 'Why does checkout answer 503?' })
console.log(`visible: ${seen.steps.length} steps, ${visible.doGenerateCalls.length} requests: ${seen.text}`)
assert.deepEqual(
  seen.steps.map(({ toolCalls }) => toolCalls.map(({ toolName }) => toolName)),
  [['read_log'], ['headroom_retrieve'], []],
)

// Each request begins with the one before, so that the provider's cache holds.
for (const { doGenerateCalls } of [hidden, visible]) {
  const prompts = doGenerateCalls.map(({ prompt }) => JSON.stringify(prompt).slice(0, -1))
  for (const [index, prompt] of prompts.slice(1).entries()) assert(prompt.startsWith(prompts[index] ?? '?'))
}
