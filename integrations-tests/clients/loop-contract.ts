import { describe } from 'vitest'
import type { AgentClient } from './agent-client.ts'
import { boundContract, conversationContract, lostStoreContract, usageContract } from './contract-conversations.ts'
import { faultContract } from './contract-faults.ts'
import { passingContract } from './contract-passing.ts'
import { streamContract } from './contract-streams.ts'
import { stopStandIns } from './loop-bench.ts'

/**
 * What holds for every client whose `fetch` is Headroom's, or that has it in itself: conversations, faults, streams and requests of which nothing is hidden.
 *
 * What some cannot do, and why:
 * - In a stream that has begun, no library tries again what fails in a hidden round: its head has come with status 200. It is told as
 *   an error of the stream, and the client asks again.
 * - A conversation whose store is lost goes on as the client has it. Providers that bind what was said to what stood before it refuse
 *   that once an exchange was hidden (`bound`): a store that lasts is needed there.
 * - Requests that go on from what the provider keeps (`sendsAll` is false) do not hold what came before, so it is not compared.
 * - WebSockets (`usesFetch` is false) have no status, no `retry-after` and no way to hang up on one reply of several.
 * - 529 is Anthropic's status, which proxies of OpenAI's API give on; Google and Bedrock are busy with 503.
 */
export function loopContract(agents: readonly AgentClient[]): void {
  stopStandIns()
  describe.each(agents)('Headroom under $name', (agent) => {
    conversationContract(agent)
    if (agent.bound === undefined) lostStoreContract(agent)
    else boundContract(agent)
    if (!agent.usesFetch) return
    usageContract(agent)
    faultContract(agent)
    if (agent.streams) streamContract(agent)
    if (agent.isWrapped !== true) passingContract(agent)
  })
}
