import { createMemoryStore } from '@headroom/core'
import { AsyncLocalStorage } from 'node:async_hooks'
import { TOOLS } from '../clients/agent-client.ts'
import { startStandIn } from '../clients/loop-bench.ts'
import type { StandIn, StandInOptions } from '../stand-in/create-stand-in.ts'
import type { Script } from '../stand-in/script.ts'
import { adaptersOf } from './adapters.ts'
import { firstAndLastLines } from './first-and-last-lines.ts'
import type { Answer, App, AskOptions, Conversation, HeadroomOptions, Host } from './host.ts'

/** What is said for all where a test does not say otherwise. */
const SYSTEM = 'Be brief.'

/** How a host is run. Everything but the script has a default. */
export interface RunOptions {
  /** How often Headroom is put in: not at all, once, or as two copies. Default 1. */
  readonly copies?: 0 | 1 | 2
  /** Set over what the adapters are given. */
  readonly options?: Partial<HeadroomOptions>
  /** What a tool gives for its text. Default: the host's form `text`. */
  readonly output?: (text: string) => unknown
  /** Default: `SYSTEM`. */
  readonly system?: string
  /** Default 0. */
  readonly retries?: number
  readonly standIn?: Partial<StandInOptions>
}

/** A host over a stand-in of its own. */
export interface Run {
  readonly standIn: StandIn
  readonly app: App
}

/** Opens a host over a strict stand-in that follows a script. */
export async function runHost(host: Host, script: Script, options: RunOptions = {}): Promise<Run> {
  const standIn = await startStandIn(script, { chunkSize: 40, ...options.standIn })
  return { standIn, app: await openHost(host, standIn.url, options) }
}

/** Opens a host over whatever answers at an address. */
export async function openHost(host: Host, url: string, options: Omit<RunOptions, 'standIn'> = {}): Promise<App> {
  const { copies = 1, system = SYSTEM, retries = 0, output = host.outputs['text'] } = options
  if (output === undefined) throw new Error(`${host.name} has no output of the form text.`)
  const adapters = await adaptersOf(host.adapter, copies)
  return host.open({
    url,
    adapters,
    options: { store: createMemoryStore(), compressors: [firstAndLastLines], ...options.options },
    tools: TOOLS.map((tool) => ({ ...tool, execute: ({ service }) => output(outputOf(tool.name, service)) })),
    system,
    retries,
  })
}

/** One turn of a conversation whose tools tell of an owner, by whom conversations are told apart. */
export function askAs(
  owner: string,
  conversation: Conversation,
  question: string,
  options: AskOptions,
): Promise<Answer> {
  return OWNER.run(owner, () => conversation.ask(question, options))
}

/** What a tool gives: of a log one line of many says what is wrong. */
function outputOf(tool: string, service: string): string {
  const owner = OWNER.getStore() ?? 'cart'
  return tool === 'read_metrics'
    ? JSON.stringify({ owner, service, milliseconds: [1.5, 2, 30] })
    : logOf(owner, service)
}

/** A log that is long enough to be shortened, whatever form it is given in. */
export function logOf(owner: string, service: string): string {
  const lines = Array.from({ length: 150 }, (_, index) => `LOG number ${index} of ${owner}: ${service} served`)
  lines[98] = `LOG number 98 of ${owner}: ERROR the pool of ${owner} is exhausted`
  return lines.join('\n')
}

// Tools are called in the middle of the framework's own loop: this is how they know whose turn it is.
const OWNER = new AsyncLocalStorage<string>()

/** How a turn ends, in words that do not change from one stand-in to the next. */
export async function outcomeOf(asked: Promise<Answer>): Promise<string> {
  try {
    return `answered ${(await asked).text}`
  } catch (error) {
    if (!(error instanceof Error)) return String(error)
    return `${error.constructor.name} ${error.name}: ${error.message}`.replaceAll(/\d+/g, '0')
  }
}
