import { expect } from 'vitest'
import type { Host } from './agent.ts'

/** A request as it was sent. */
export interface SentBody {
  readonly bodyText: string
  /** The body as JSON. */
  readonly body: unknown
}

/**
 * Expects that each request begins with the one before, in the bytes of the bodies: the conversation, the tools, the system
 * prompt; and that the retrieve tool is the last of the tools.
 */
export function expectPrefixes(host: Host, requests: readonly SentBody[]): void {
  const lists = requests.map((request) => conversationIn(host, request))
  for (const [index, list] of lists.slice(1).entries()) {
    const before = lists[index]?.slice(0, -1)
    expect(list.slice(0, before?.length)).toBe(before)
  }
  const bodies = requests.map(({ body }) => body as Readonly<Record<string, unknown>>)
  for (const member of ['tools', 'system']) {
    expect(new Set(bodies.map((body) => JSON.stringify(body[member]))).size).toBe(1)
  }
  const tools = bodies[0]?.['tools'] as readonly {
    readonly name?: string
    readonly function?: { readonly name: string }
  }[]
  const last = tools.at(-1)
  expect(last?.function?.name ?? last?.name).toBe('headroom_retrieve')
}

/** The JSON of a request's conversation, as it stands in the body that was sent. */
export function conversationIn({ list }: Host, { bodyText, body }: SentBody): string {
  const json = JSON.stringify((body as Readonly<Record<string, unknown>>)[list])
  expect(bodyText).toContain(json)
  return json
}
