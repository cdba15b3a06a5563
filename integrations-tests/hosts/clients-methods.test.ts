import { withHeadroom as withHeadroomForAnthropic } from '@headroom/clients/anthropic'
import { withHeadroom as withHeadroomForBedrock } from '@headroom/clients/bedrock'
import { withHeadroom as withHeadroomForGoogle } from '@headroom/clients/google'
import { type HeadroomOptions, withHeadroom as withHeadroomForOpenAI } from '@headroom/clients/openai'
import { describe, expect, it } from 'vitest'
import { startStandIn, stopStandIns } from '../clients/loop-bench.ts'
import { firstAndLast } from '../first-and-last.ts'
import { ANSWER, ANTHROPIC, BEDROCK, bedrockRuntimeAt, CONVERSE, type Door, GOOGLE, OPENAI } from './clients-methods.ts'

stopStandIns()

const OPTIONS: HeadroomOptions = { compressors: [firstAndLast] }

function methodsOf<Client extends object>(
  door: Door<Client>,
  wrap: (client: Client, options: HeadroomOptions) => Client,
): void {
  describe(`withHeadroom of ${door.name}`, () => {
    it.each(Object.entries(door.sending))('shortens what %s sends, and gives its answer', async (_, send) => {
      const standIn = await startStandIn({ turns: [], final: ANSWER }, { strict: false })
      const answer = JSON.stringify(await send(wrap(door.open(standIn.url), OPTIONS)))
      expect(standIn.requests.map(({ status }) => status)).toEqual([200])
      expect(answer.replaceAll(/[^a-z]/g, '')).toContain('pool')
      const [sent] = standIn.requests
      expect(sent?.bodyText).toContain('"headroom_retrieve"')
      expect(sent?.bodyText).toContain('LOG number 0 of cart')
      expect(sent?.bodyText).not.toContain('LOG number 50 of cart')
    })

    it.each(Object.entries(door.passing))('leaves %s alone', async (_, send) => {
      const [standIn, plain] = [await startStandIn({ turns: [] }), await startStandIn({ turns: [] })]
      const outcome = await outcomeOf(send(wrap(door.open(standIn.url), OPTIONS)))
      expect(outcome).toEqual(await outcomeOf(send(door.open(plain.url))))
      expect(standIn.requests).not.toEqual([])
      expect(standIn.requests.map(({ bodyText }) => bodyText)).toEqual(plain.requests.map(({ bodyText }) => bodyText))
    })

    it('leaves the given client as it is', async () => {
      const standIn = await startStandIn({ turns: [], final: ANSWER }, { strict: false })
      const client = door.open(standIn.url)
      const members = Object.entries(client)
      const wrapped = wrap(client, OPTIONS)
      for (const send of Object.values(door.sending)) await send(client)
      expect(standIn.requests.some(({ bodyText }) => bodyText.includes('headroom_retrieve'))).toBe(false)
      expect(standIn.requests.every(({ bodyText }) => bodyText.includes('LOG number 50 of cart'))).toBe(true)
      expect(
        Object.entries(client).every(
          ([name, value], index) => members[index]?.[0] === name && members[index]?.[1] === value,
        ),
      ).toBe(true)
      expect(wrapped).not.toBe(client)
      expect(wrapped).toBeInstanceOf(client.constructor)
    })

    it('has one Headroom in a client that is wrapped again: the newer', async () => {
      const standIn = await startStandIn({ turns: [], final: ANSWER }, { strict: false })
      const told: string[] = []
      const once = wrap(door.open(standIn.url), { ...OPTIONS, onTurn: () => told.push('first') })
      const twice = wrap(once, { ...OPTIONS, onTurn: () => told.push('second') })
      const [send] = Object.values(door.sending)
      await send?.(twice)
      expect(told).toEqual(['second'])
      expect(standIn.requests[0]?.bodyText.split('headroom_retrieve","')).toHaveLength(2)
      await send?.(once)
      expect(told).toEqual(['second', 'first'])
    })

    it('tells what was done before it is sent', async () => {
      const standIn = await startStandIn({ turns: [], final: ANSWER }, { strict: false })
      const saved: number[] = []
      const client = wrap(door.open(standIn.url), {
        ...OPTIONS,
        onTurn({ report }) {
          expect(standIn.requests).toEqual([])
          saved.push(report.tokensSaved)
          throw new Error('A listener observes.')
        },
      })
      await Object.values(door.sending)[0]?.(client)
      expect(saved).toEqual([expect.any(Number)])
      expect(saved[0]).toBeGreaterThan(500)
    })
  })
}

methodsOf(OPENAI, withHeadroomForOpenAI)
methodsOf(ANTHROPIC, withHeadroomForAnthropic)
methodsOf(GOOGLE, withHeadroomForGoogle)
methodsOf(BEDROCK, withHeadroomForBedrock)

describe('withHeadroom of bedrock', () => {
  it('takes the client that has a method for each command', async () => {
    const standIn = await startStandIn({ turns: [], final: ANSWER }, { strict: false })
    const { output } = await withHeadroomForBedrock(bedrockRuntimeAt(standIn.url), OPTIONS).converse(CONVERSE)
    expect(output?.message?.content).toEqual([{ text: ANSWER }])
    expect(standIn.requests[0]?.bodyText).not.toContain('LOG number 50 of cart')
  })
})

async function outcomeOf(asked: Promise<unknown>): Promise<unknown> {
  try {
    return typeof (await asked)
  } catch (error) {
    return [Object(error).constructor.name, Object(error).status]
  }
}
