import { expect, it, vi } from 'vitest'
import type { AgentClient } from './agent-client.ts'
import { begin } from './contract-faults.ts'
import { SHORT_ANSWER } from './loop-script.ts'

/** What comes while it comes. */
export function streamContract(agent: AgentClient): void {
  it.each(['first', 'hidden'] as const)('gives text of the %s round before the rest of it has come', async (round) => {
    const stall = { afterFrames: agent.framesToText, milliseconds: 30_000 }
    const begun = await begin(agent, round, { stall, faultTimes: 1 })
    const last = round === 'first' ? 'A moment. ' : 'It is the pool of cart.'
    const controller = new AbortController()
    const texts: string[] = []
    await begun
      .again(controller.signal, (text) => {
        texts.push(text)
        if (text === last) controller.abort()
      })
      .catch(() => undefined)
    expect(texts).toEqual(round === 'first' ? [last] : ['A moment. ', last])
    // The stand-in was still in its pause.
    await vi.waitFor(() => expect(begun.standIn.requests.at(-1)?.aborted).toBe(true), { interval: 5 })
    expect(begun.store.exchanges).toEqual([])
    expect((await begun.again()).text).toBe(SHORT_ANSWER)
  })

  it('answers alike whatever the pieces', async () => {
    for (let chunkSize = 1; chunkSize <= 40; chunkSize++) {
      const { again, standIn } = await begin(agent, 'first', {}, 0, chunkSize)
      expect((await again()).text).toBe(SHORT_ANSWER)
      await standIn.close()
    }
  })
}
