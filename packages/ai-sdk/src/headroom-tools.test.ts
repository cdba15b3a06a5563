import { compressText, createMemoryStore, InvalidOptionError, retrieveTool } from '@headroom/core'
import { generateText, isStepCount, tool } from 'ai'
import { MockLanguageModelV4 } from 'ai/test'
import { describe, expect, it } from 'vitest'
import { headroomTools } from './headroom-tools.ts'
import { firstAndLast, longText } from './testing/first-and-last.ts'
import { call, DONE_REPLY, reply, retrieveCall } from './testing/replies.ts'
import { withHeadroom } from './with-headroom.ts'

describe('headroomTools', () => {
  it('gives originals back from the store of the middleware, in its scope', async () => {
    const store = createMemoryStore()
    const { outcome } = await compressText(longText('a'), { store, compressors: [firstAndLast], scope: 'tenant' })
    const { headroom_retrieve: own } = headroomTools({ store, scope: 'tenant' })
    const { headroom_retrieve: foreign } = headroomTools({ store })
    expect(await own.execute({ key: outcome.key })).toBe(longText('a'))
    expect(await foreign.execute({ key: outcome.key })).toContain('No original')
  })

  it('makes retrieval a step like any other', async () => {
    const store = createMemoryStore()
    const { outcome } = await compressText(longText('a'), { store, compressors: [firstAndLast] })
    const model = new MockLanguageModelV4({
      doGenerate: [reply(call('u', 'load')), reply(retrieveCall('r', outcome.key ?? '')), DONE_REPLY],
    })
    const load = tool({
      inputSchema: headroomTools({ store }).headroom_retrieve.inputSchema,
      execute: () => longText('a'),
    })
    const { steps } = await generateText({
      model: withHeadroom(model, { store, compressors: [firstAndLast] }),
      tools: { load, ...headroomTools({ store }) },
      prompt: 'What is in a?',
      stopWhen: isStepCount(5),
    })
    expect(steps.map(({ toolResults }) => toolResults.map(({ output }) => output))).toEqual([
      [longText('a')],
      [longText('a')],
      [],
    ])
    const sent = model.doGenerateCalls[2]?.prompt
      .filter(({ role }) => role === 'tool')
      .map(({ content }) => Object(content[0]).output.value)
    expect(sent).toEqual([expect.stringContaining('[2 of 120 lines shown'), longText('a')])
    const declared = ['load', retrieveTool.name]
    const names = model.doGenerateCalls.map(({ tools }) => tools?.map(({ name }) => name))
    expect(names).toEqual([declared, declared, declared])
  })

  it('wants a store', () => {
    expect(() => headroomTools({} as never)).toThrow(InvalidOptionError)
    expect(() => headroomTools(undefined as never)).toThrow('`store` must be the store of the middleware')
  })
})
