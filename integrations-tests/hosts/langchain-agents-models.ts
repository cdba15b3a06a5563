import { type Compressor, createMemoryStore, type Store } from '@headroom/core'
import { ChatAnthropic } from '@langchain/anthropic'
import { type BaseMessage, ToolMessage } from '@langchain/core/messages'
import { type DynamicStructuredTool, tool } from '@langchain/core/tools'
import { ChatOpenAI } from '@langchain/openai'
import { expect } from 'vitest'
import { z } from 'zod'
import { startStandIn } from '../clients/loop-bench.ts'
import { retrieve } from '../clients/loop-script.ts'
import type { StandIn } from '../stand-in/create-stand-in.ts'
import { type JsonObject, objectOf } from '../stand-in/json-value.ts'
import type { Script } from '../stand-in/script.ts'
import { firstAndLastLines } from './first-and-last-lines.ts'
import { asked } from './on-the-wire.ts'
import { logOf } from './run-host.ts'

/** The log that the tool gives. */
export const LOG: string = logOf('cart', 'cart')

/** A call of the tool, as a model makes it. */
export const LOG_CALL: { readonly name: 'query_logs'; readonly args: { readonly service: 'cart' } } = {
  name: 'query_logs',
  args: { service: 'cart' },
}

/** A tool of the user that gives a long log. */
export const logTool: DynamicStructuredTool = tool(() => LOG, {
  name: 'query_logs',
  description: 'Gives the log of a service.',
  schema: z.object({ service: z.string() }),
})

/** Reads the log, looks for errors in the original, answers. */
export const LOOK_CLOSER: Script = {
  turns: [
    { calls: [LOG_CALL] },
    { calls: [retrieve({ grep: 'ERROR' })] },
    { text: 'It is {{match:the pool of \\w+}}.' },
    { text: 'You are welcome.' },
  ],
}

/** Models of LangChain's packages over a stand-in. */
export interface Models {
  readonly standIn: StandIn
  readonly openai: ChatOpenAI
  readonly anthropic: ChatAnthropic
  /** Bodies of all requests so far. */
  sent(): readonly JsonObject[]
}

/** Models that say what a script tells them. */
export async function modelsOver(script: Script): Promise<Models> {
  const standIn = await startStandIn(script)
  const { url } = standIn
  const shared = { apiKey: 'none', maxRetries: 0 }
  return {
    standIn,
    openai: new ChatOpenAI({ ...shared, model: 'gpt-5.5', configuration: { baseURL: `${url}/v1` } }),
    anthropic: new ChatAnthropic({ ...shared, model: 'claude-opus-5', anthropicApiUrl: url }),
    sent: () => asked(standIn).map(({ body }) => objectOf(body)),
  }
}

/** Options of Headroom that shorten the log. */
export function shortening(): { readonly store: Store; readonly compressors: readonly Compressor[] } {
  return { store: createMemoryStore(), compressors: [firstAndLastLines] }
}

/** Expects that what a framework keeps has the log whole, with the id that it had. */
export function expectOriginals(messages: readonly BaseMessage[]): void {
  const logs = messages.filter((message) => ToolMessage.isInstance(message) && message.name === 'query_logs')
  expect(logs.length).toBeGreaterThan(0)
  for (const { content } of logs) expect(content).toBe(LOG)
}

/** Expects that a request shows the log shortened, or whole. */
export function expectShown(body: unknown, how: 'shortened' | 'whole'): void {
  const text = JSON.stringify(body)
  expect(text).toContain('LOG number 0 of cart')
  expect(text.includes('LOG number 50 of cart')).toBe(how === 'whole')
  expect(/key [0-9a-f]{16}/.test(text)).toBe(how === 'shortened')
}
