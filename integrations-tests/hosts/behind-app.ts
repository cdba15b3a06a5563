import { RETRIEVE_TOOL_NAME, retrieveTool } from '@headroom/core'
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { same } from '../clients/agent-client.ts'
import { hostOf, type Provider } from './clients.ts'
import type { Host, Setup } from './host.ts'

/** A server between a client and its provider: it forwards whatever it is sent, and answers retrieve calls at `/v1/retrieve`. */
export interface ForwardingApp {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string
  close(): Promise<void>
}

/** What of a host's setup a server is made of. */
export interface Forwarded<Adapter> extends Pick<Setup<Adapter>, 'url' | 'adapters'> {
  readonly options: Pick<Setup['options'], 'store'> & Partial<Setup['options']>
}

/** What a framework for servers is tried with. */
export interface FrameworkOptions<Adapter> {
  /** Of the framework and the way it is used. */
  readonly name: string
  /** The adapter's specifier. */
  readonly adapter: string
  /** Whose official client talks to the server. */
  readonly provider: Provider
  /** Starts a server that forwards to `setup.url`, with the adapters in it. */
  serve(setup: Forwarded<Adapter>): Promise<ForwardingApp>
}

/** A host that is a server: an agent's own loop on an official client runs the tools, and gets originals from the server by HTTP. */
export function hostBehind<Adapter>({ name, adapter, provider, serve }: FrameworkOptions<Adapter>): Host<Adapter> {
  const client = hostOf(provider, 'visible')
  return {
    ...client,
    name: `${name} before ${provider.name}`,
    adapter,
    async open(setup) {
      const server = await serve(setup)
      const hasTool = setup.adapters.length > 0
      const app = await client.open({ ...setup, url: server.url, adapters: hasTool ? [toolAt(server.url)] : [] })
      return { ...app, close: () => server.close() }
    },
  }
}

/** An application on a server of Node that has been told to listen. */
export async function listening(server: Server): Promise<ForwardingApp> {
  if (!server.listening) await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => void server.close(() => resolve()))
    },
  }
}

/** What the client does of itself: declares the tool, and asks the server for what its calls want. */
function toolAt(url: string): Parameters<ReturnType<typeof hostOf>['open']>[0]['adapters'][number] {
  const { description, inputSchema } = retrieveTool
  const named = { name: RETRIEVE_TOOL_NAME, description }
  const forms = {
    chat: { type: 'function', function: { ...named, parameters: inputSchema } },
    messages: { ...named, input_schema: inputSchema },
    declaration: { ...named, parametersJsonSchema: inputSchema },
  }
  const answer = async (input: unknown): Promise<string> => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${url}/v1/retrieve`, { method: 'POST', headers, body: JSON.stringify(input) })
    return response.text()
  }
  return { withHeadroom: same, headroomTool: () => ({ ...forms, answer }) }
}
