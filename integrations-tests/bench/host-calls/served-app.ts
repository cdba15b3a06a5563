import { createMemoryStore, retrieveTool, type Store } from '@headroom/core'
import { coreTurn, type HostCall } from './host-call.ts'
import { WIRES } from './wires.ts'

/** Serves a posted body in this process. Gives what the application's handler read. */
export type ServedApp = (body: string) => Promise<unknown>

/** Where bodies are posted. */
export const POST_URL = 'http://localhost/v1/chat/completions'

/** What their headers say. */
export const HEADERS = { 'content-type': 'application/json' } as const

/** @param open Makes an application; with Headroom where a store is given. */
export async function appCall(
  name: string,
  open: (store?: Store) => ServedApp | Promise<ServedApp>,
): Promise<HostCall> {
  const store = createMemoryStore()
  const [plain, app] = [await open(), await open(store)]
  const body = JSON.stringify(REQUEST)
  const options = { store, dialect: WIRES.openai.dialect, retrieve: 'visible' } as const
  return {
    name,
    without: () => plain(body),
    within: () => app(body),
    core: () => coreTurn(REQUEST, {}, options, body),
  }
}

/** The client runs the retrieve tool itself, as no middleware sees replies. */
const REQUEST = { ...WIRES.openai.request, tools: [...listOf(WIRES.openai.request['tools']), declared()] }

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function declared(): object {
  const { name, description, inputSchema: parameters } = retrieveTool
  return { type: 'function', function: { name, description, parameters } }
}
