import { createMemoryStore, type Entry, type Fetch, headroomFetch, type Store, type Usage } from '@headroom/core'
import { afterAll } from 'vitest'
import type { StandIn, StandInOptions } from '../stand-in/create-stand-in.ts'
import { createStandIn } from '../stand-in/create-stand-in.ts'
import { FORMATS, replyIn } from '../stand-in/formats.ts'
import type { Script } from '../stand-in/script.ts'
import type { AgentClient, Answer, Ask, Upstream } from './agent-client.ts'
import { firstAndLast } from '../first-and-last.ts'
import { resultOf } from './loop-script.ts'

const running: StandIn[] = []

/** Ends the stand-ins of a file, whose tests may run side by side. To be called once in each file that starts some. */
export function stopStandIns(): void {
  afterAll(() => Promise.all(running.splice(0).map((standIn) => standIn.close())))
}

/** A strict stand-in that lives as long as the tests of the file. */
export async function startStandIn(script: Script, options: Partial<StandInOptions> = {}): Promise<StandIn> {
  const standIn = await createStandIn({ script, strict: true, prefixCheck: true, minimumCachedTokens: 1, ...options })
  running.push(standIn)
  return standIn
}

/** What clients send with: Headroom over a `fetch`. */
export function headroomOver(store: Store, under: Fetch = fetch): Fetch {
  return headroomFetch(under, { store, compressors: [firstAndLast] })
}

/** Where a client finds a stand-in with Headroom between them. */
export function behindHeadroom({ url }: StandIn, store: Store, under: Fetch = fetch): Upstream {
  return { url, fetch: headroomOver(store, under), under, store }
}

/** A store that tells what was kept of hidden exchanges. */
export interface WatchedStore extends Store {
  readonly exchanges: readonly Entry[]
}

/** A memory store that is watched. */
export function watchedStore(): WatchedStore {
  const store = createMemoryStore()
  const exchanges: Entry[] = []
  return {
    exchanges,
    get: (key) => store.get(key),
    set(key, entry, ttlMilliseconds) {
      if (entry.kind === 'exchange') exchanges.push(entry)
      return store.set(key, entry, ttlMilliseconds)
    },
  }
}

/** A `fetch` whose replies are read a second time. */
export interface WatchedFetch {
  readonly fetch: Fetch
  /** Tokens of the replies since it was asked last, in sum by class. */
  takeUsage(): Promise<Usage>
}

/** Watches the replies to a client as the provider sends them. */
export function watchedFetch(agent: AgentClient): WatchedFetch {
  const format = FORMATS.find(({ name }) => name === agent.format)
  if (format === undefined) throw new Error(`There is no format ${agent.format}.`)
  const bodies: Promise<ArrayBuffer>[] = []
  return {
    async fetch(input, init) {
      const response = await fetch(input, init)
      bodies.push(response.clone().arrayBuffer())
      return response
    },
    async takeUsage() {
      const sum: Record<string, number> = {}
      for (const body of await Promise.all(bodies.splice(0))) {
        const bytes = new Uint8Array(body)
        const reply = agent.streams ? replyIn(format, bytes) : (JSON.parse(new TextDecoder().decode(bytes)) as unknown)
        const usage = format.dialect.usage(reply)
        for (const [name, tokens] of Object.entries<number>({ ...usage })) sum[name] = (sum[name] ?? 0) + tokens
      }
      return sum as unknown as Usage
    },
  }
}

/** What came of one user turn. */
export interface Talk {
  /** What the model wrote, over all requests. */
  readonly text: string
  /** Names of the tools that the client saw called, request by request. */
  readonly calls: readonly (readonly string[])[]
  /** All that was said so far, as the client keeps it: in JSON. */
  readonly history: readonly unknown[]
}

/** One user turn: asks, answers calls and asks again until there is none. */
export async function talk(
  agent: AgentClient,
  ask: Ask,
  before: readonly unknown[],
  question: string,
  owner: string,
): Promise<Talk> {
  const history = [...before, agent.user(question)]
  const answers: Answer[] = []
  for (;;) {
    const answer = await ask(kept(history))
    answers.push(answer)
    history.push(...answer.items)
    if (answer.calls.length === 0) break
    history.push(...agent.results(answer.calls.map((call) => resultOf(call, owner))))
  }
  return {
    text: answers.map(({ text }) => text).join(''),
    calls: answers.map(({ calls }) => calls.map(({ name }) => name)),
    history: kept(history),
  }
}

/** A history as it comes back from a file. */
function kept(history: readonly unknown[]): readonly unknown[] {
  return JSON.parse(JSON.stringify(history)) as readonly unknown[]
}
