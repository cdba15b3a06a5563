import type { HeadroomOptions } from '@headroom/clients/openai'
import { firstAndLast } from '../first-and-last.ts'
import type { AgentClient } from './agent-client.ts'

/** `withHeadroom` of one of the doors of `@headroom/clients`. */
export type WithHeadroom = <Client>(client: Client, options: HeadroomOptions) => Client

/** The same clients with Headroom in themselves, over the platform's `fetch`. Without a store there is no Headroom. */
export function wrapped(agents: readonly AgentClient[], withHeadroom: unknown): readonly AgentClient[] {
  const wrap = withHeadroom as WithHeadroom
  return agents.map((agent) => ({
    ...agent,
    name: `wrapped ${agent.name}`,
    isWrapped: true,
    connect({ store, under = fetch, ...upstream }) {
      const options = store && { store, compressors: [firstAndLast] }
      return agent.connect({ ...upstream, fetch: under, wrap: options && ((client) => wrap(client, options)) })
    },
  }))
}
