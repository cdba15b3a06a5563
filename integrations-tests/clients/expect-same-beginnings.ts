import { expect } from 'vitest'
import type { JsonObject } from '../stand-in/json-value.ts'
import { objectOf, objectsOf } from '../stand-in/json-value.ts'
import type { AgentClient } from './agent-client.ts'

/** A request as it was sent. */
interface SentBody {
  readonly bodyText: string
  /** The body as JSON. */
  readonly body: unknown
}

/**
 * Expects that each request begins with the one before, in the bytes of the bodies: the tools, with the retrieve tool last, what is
 * said for all, and the conversation, unless the provider keeps that.
 */
export function expectSameBeginnings({ list, sendsAll }: AgentClient, requests: readonly SentBody[]): void {
  const bodies = requests.map(({ body }) => objectOf(body))
  for (const member of ['tools', 'toolConfig', 'system', 'systemInstruction', 'instructions'])
    expect(new Set(bodies.map((body) => JSON.stringify(body[member]))).size).toBe(1)
  const tools = requests.map(({ bodyText }, index) => placed(bodyText, toolsIn(bodies[index] ?? {})))
  expect(new Set(tools).size).toBe(1)
  expect(tools[0]?.lastIndexOf('"name":"headroom_retrieve"')).toBeGreaterThan(
    tools[0]?.lastIndexOf('"read_metrics"') ?? -1,
  )
  if (!sendsAll) return
  const conversations = requests.map(({ bodyText }, index) => placed(bodyText, bodies[index]?.[list]))
  for (const [index, conversation] of conversations.slice(1).entries()) {
    const before = conversations[index]?.slice(0, -1)
    expect(conversation.slice(0, before?.length)).toBe(before)
  }
}

/** Where a request declares its tools: in a member, or in the first item. */
function toolsIn(body: JsonObject): unknown {
  return body['tools'] ?? body['toolConfig'] ?? objectsOf(body['input'])[0]?.['tools']
}

/** The JSON of a value, which stands in the body as it is. */
function placed(bodyText: string, value: unknown): string {
  const json = JSON.stringify(value)
  expect(bodyText).toContain(json)
  return json
}
