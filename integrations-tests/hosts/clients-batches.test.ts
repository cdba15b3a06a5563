import { withHeadroom as withHeadroomForAnthropic } from '@headroom/clients/anthropic'
import { withHeadroom as withHeadroomForGoogle } from '@headroom/clients/google'
import { createMemoryStore, type Fetch } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { SCHEMA } from '../clients/agent-client.ts'
import { anthropicAt } from '../clients/anthropic-agents.ts'
import { googleAt } from '../clients/google-agents.ts'

const ROWS = Array.from({ length: 200 }, (_, index) => ({
  order: 10_000 + ((index * 7919) % 9973),
  status: 'served',
  service: 'cart',
}))
const TABLE = JSON.stringify(ROWS, undefined, 2)
const TOOL = { name: 'query_logs', description: 'Gives rows.' }

describe('withHeadroom', () => {
  it('shortens the requests of Anthropic’s batches by lossless forms, and declares nothing', async () => {
    const { bodies, send } = recording()
    const client = withHeadroomForAnthropic(anthropicAt({ url: 'http://recorded.invalid', fetch: send }), {
      store: createMemoryStore(),
      policy: 'aggressive',
      tools: { query_logs: 'view' },
      onTurn: () => expect.unreachable('A batch is no turn.'),
    })
    const params = {
      model: 'claude-sonnet-5-5',
      max_tokens: 100,
      messages: [
        { role: 'user' as const, content: 'Why?' },
        {
          role: 'assistant' as const,
          content: [{ type: 'tool_use' as const, id: 't', name: 'query_logs', input: {} }],
        },
        {
          role: 'user' as const,
          content: [{ type: 'tool_result' as const, tool_use_id: 't', content: TABLE }],
        },
      ],
      tools: [{ ...TOOL, input_schema: { ...SCHEMA, type: 'object' as const } }],
    }
    const small = { ...params, messages: [{ role: 'user' as const, content: TABLE }] }
    await client.messages.batches.create({
      requests: [
        { custom_id: 'a', params },
        { custom_id: 'b', params: small },
      ],
    })
    const { requests } = JSON.parse(bodies[0] ?? '') as { readonly requests: readonly { readonly params: unknown }[] }
    expectLossless(requests[0]?.params)
    expect(requests[1]?.params).toEqual(small)
  })

  it('does so in Google’s', async () => {
    const { bodies, send } = recording()
    const { batches } = withHeadroomForGoogle(googleAt({ url: 'http://recorded.invalid', fetch: send }))
    const contents = [
      { role: 'user', parts: [{ text: 'Why?' }] },
      { role: 'model', parts: [{ functionCall: { name: 'query_logs', args: {} } }] },
      { role: 'user', parts: [{ functionResponse: { name: 'query_logs', response: { output: TABLE } } }] },
    ]
    const tools = [{ functionDeclarations: [{ ...TOOL, parametersJsonSchema: SCHEMA }] }]
    await batches.create({ model: 'gemini-2.5-flash', src: [{ contents, config: { tools } }] })
    expectLossless(bodies[0])
  })
})

function expectLossless(sent: unknown): void {
  const text = typeof sent === 'string' ? sent : JSON.stringify(sent)
  expect(text.length).toBeLessThan(TABLE.length / 2)
  for (const { order } of ROWS) expect(text).toContain(String(order))
  expect(text).not.toContain('headroom_retrieve')
}

function recording(): { readonly bodies: string[]; readonly send: Fetch } {
  const bodies: string[] = []
  const send: Fetch = async (_, init) => {
    bodies.push(String(init?.body))
    return Response.json({})
  }
  return { bodies, send }
}
