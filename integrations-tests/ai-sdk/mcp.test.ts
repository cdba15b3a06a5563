import { createMCPClient } from '@ai-sdk/mcp'
import { headroomMiddleware } from '@headroom/ai-sdk'
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import { generateText, isStepCount, streamText, type ToolSet } from 'ai'
import * as ai6 from 'ai6'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startStandIn, stopStandIns } from '../clients/loop-bench.ts'
import { retrieve } from '../clients/loop-script.ts'
import { firstAndLast } from '../first-and-last.ts'
import { asModelOf6 } from '../hosts/ai-sdk-6.ts'
import { PIXEL } from '../hosts/ai-sdk-outputs.ts'
import { PROVIDERS } from '../hosts/ai-sdk-providers.ts'
import { logOf, wrappedAt } from './agent.ts'

stopStandIns()

let http: Server
let client: Awaited<ReturnType<typeof createMCPClient>>

beforeAll(async () => {
  http = createServer((request, response) => void served(request, response)).listen(0, '127.0.0.1')
  await new Promise((resolve) => http.once('listening', resolve))
  const { port } = http.address() as AddressInfo
  client = await createMCPClient({ transport: { type: 'http', url: `http://127.0.0.1:${port}/mcp` } })
})
afterAll(async () => {
  await client.close()
  http.closeAllConnections()
  await new Promise((resolve) => http.close(resolve))
})

/** A server of the protocol's own SDK, a new one for each request. */
async function served(
  ...[request, response]: Parameters<StreamableHTTPServerTransport['handleRequest']>
): Promise<void> {
  const server = new McpServer({ name: 'logs', version: '1.0.0' })
  const inputSchema = { service: z.string() }
  server.registerTool('query_logs', { description: 'Gives a log.', inputSchema }, ({ service }) => ({
    content: [
      { type: 'text', text: logOf(service) },
      { type: 'image', data: PIXEL, mimeType: 'image/png' },
    ],
  }))
  server.registerTool('read_metrics', { description: 'Gives figures.', inputSchema }, () => ({
    content: [{ type: 'image', data: PIXEL, mimeType: 'image/png' }],
  }))
  server.registerTool('read_text', { description: 'Gives a log.', inputSchema }, ({ service }) => ({
    content: [{ type: 'text', text: logOf(service) }],
  }))
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined } as never)
  await server.connect(transport as never)
  await transport.handleRequest(request, response)
}

const SCRIPT = {
  turns: [
    { thinking: 'Both.', calls: ['query_logs', 'read_metrics'].map((name) => ({ name, args: { service: 'cart' } })) },
    { thinking: 'Errors?', text: 'A moment. ', calls: [retrieve({ grep: 'ERROR' })] },
    { text: 'It is {{match:the pool of \\w+}}.' },
  ],
}

describe.each(PROVIDERS)('withHeadroom over $name, with tools of an MCP server', (provider) => {
  it.each(['generate', 'stream'])(
    'shortens the texts of its results, leaves images, and retrieves: %s',
    async (mode) => {
      const standIn = await startStandIn(SCRIPT)
      const tools = (await client.tools()) as ToolSet
      const settings = {
        model: wrappedAt(provider, standIn),
        tools,
        prompt: 'Why?',
        stopWhen: isStepCount(8),
        maxRetries: 0,
      }
      const result = mode === 'generate' ? await generateText(settings) : streamText(settings)
      expect(await result.text).toBe('A moment. It is the pool of cart.')
      expect(standIn.requests.map(({ status, turn }) => [status, turn])).toEqual([0, 1, 2].map((turn) => [200, turn]))
      const sent = standIn.requests[1]?.bodyText ?? ''
      expect(sent).toMatch(/key [0-9a-f]{16}/)
      expect(sent).not.toContain('LOG cart 50')
      expect(sent.split(PIXEL)).toHaveLength(3)
      expect(JSON.stringify(await result.responseMessages)).not.toContain('headroom_retrieve')
    },
  )
})

describe('headroomMiddleware in ai 6, with tools of an MCP server', () => {
  it.each(['generate', 'stream'])('shortens the texts of its results and retrieves: %s', async (mode) => {
    const [, ...turns] = SCRIPT.turns
    const standIn = await startStandIn({
      turns: [{ calls: [{ name: 'read_text', args: { service: 'cart' } }] }, ...turns],
    })
    const middleware = headroomMiddleware({ compressors: [firstAndLast] })
    const model = ai6.wrapLanguageModel({ model: asModelOf6(PROVIDERS[0].model(standIn.url)), middleware })
    const tools = (await client.tools()) as unknown as ai6.ToolSet
    const settings = { model, tools, prompt: 'Why?', stopWhen: ai6.stepCountIs(8), maxRetries: 0 }
    const result = mode === 'generate' ? await ai6.generateText(settings) : ai6.streamText(settings)
    expect(await result.text).toBe('A moment. It is the pool of cart.')
    const sent = standIn.requests[1]?.bodyText ?? ''
    expect(sent).toMatch(/key [0-9a-f]{16}/)
    expect(sent).not.toContain('LOG cart 50')
  })
})
