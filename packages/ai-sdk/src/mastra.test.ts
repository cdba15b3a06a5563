import { createMemoryStore, InvalidOptionError, isKey, type Report, retrieveTool } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { type HeadroomProcessor, headroomProcessor, type StepArgs } from './mastra.ts'
import { firstAndLast, longText } from './testing/first-and-last.ts'
import type { Message } from './types/call-options.ts'

const compressors = [firstAndLast]
const MODEL = { modelId: 'gpt-5.5' }
const LOADED = { type: 'tool-call', toolCallId: 'c1', toolName: 'load', input: {} }

function promptOf(output: object): readonly Message[] {
  return [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: [{ type: 'text', text: 'Load it.' }] },
    { role: 'assistant', content: [LOADED] },
    { role: 'tool', content: [{ type: 'tool-result', toolCallId: 'c1', toolName: 'load', output } as never] },
  ]
}

const PROMPT = promptOf({ type: 'text', value: longText('a') })

/** A step with these members, and then its prompt. */
async function sent(
  processor: HeadroomProcessor,
  step: Partial<StepArgs> = {},
  prompt = PROMPT,
): Promise<readonly Message[] | undefined> {
  const state = {}
  processor.processInputStep({ state, steps: [], tools: { load: {}, ...processor.tools }, ...step })
  return (await processor.processLLMRequest({ prompt, model: MODEL, state: step.state ?? state }))?.prompt
}

function textIn(prompt: readonly Message[] | undefined): string {
  return Object(prompt?.[3]?.content[0]).output.value
}

describe('headroomProcessor', () => {
  it('shortens results and leaves all else the same objects', async () => {
    const before = structuredClone(PROMPT)
    const prompt = await sent(headroomProcessor({ compressors }))
    expect(textIn(prompt)).toMatch(/^\[2 of 120 lines shown: first and last\./)
    expect(prompt?.slice(0, 3).every((message, index) => message === PROMPT[index])).toBe(true)
    expect(PROMPT).toEqual(before)
  })

  it('has the tool that looks where it keeps originals', async () => {
    const processor = headroomProcessor({ compressors, scope: 'tenant' })
    const [key = ''] = textIn(await sent(processor)).match(/[0-9a-f]{16}/) ?? []
    expect(isKey(key)).toBe(true)
    const { headroom_retrieve: tool } = processor.tools
    expect(tool).toMatchObject({ id: retrieveTool.name, description: retrieveTool.description })
    expect(await tool?.execute({ key })).toBe(longText('a'))
  })

  it('has what it left out given back by the tool of another processor, where neither is given a store', async () => {
    const [key = ''] = textIn(await sent(headroomProcessor({ compressors }))).match(/[0-9a-f]{16}/) ?? []
    const { headroom_retrieve: tool } = headroomProcessor().tools
    expect(await tool?.execute({ key })).toBe(longText('a'))
  })

  it('leaves nothing out of a step without the tool, and says why', async () => {
    const reports: Report[] = []
    const processor = headroomProcessor({
      compressors,
      onEvent: (event) => void (event.type === 'request-planned' && reports.push(event.report)),
    })
    expect(await sent(processor, { tools: undefined })).toBeUndefined()
    expect(await sent(processor, { tools: { load: {} } })).toBeUndefined()
    expect(await sent(processor, { activeTools: ['load'] })).toBeUndefined()
    expect(
      await sent(processor, { tools: { headroom_retrieve: { description: 'Gives a dog back.' } } }),
    ).toBeUndefined()
    expect(await processor.processLLMRequest({ prompt: PROMPT, model: {}, state: {} })).toBeUndefined()
    const none = 'not-declared'
    expect(reports.map(({ noViews }) => noViews)).toEqual([none, none, none, 'foreign-tool', none])
  })

  it('refers to no earlier result where the provider may drop it', async () => {
    const prompt = [...PROMPT, ...PROMPT.slice(1)]
    const processor = headroomProcessor({ store: createMemoryStore() })
    const twice = (given: readonly Message[] | undefined): boolean =>
      JSON.stringify(given ?? prompt).split('a line 60:').length > 2
    expect(twice(await sent(processor, {}, prompt))).toBe(false)
    expect(twice(await sent(processor, { providerOptions: { openai: { truncation: 'auto' } } }, prompt))).toBe(true)
  })

  it('is not there where it is disabled', async () => {
    const processor = headroomProcessor({ compressors, enabled: false })
    expect(processor.tools).toEqual({})
    expect(await sent(processor)).toBeUndefined()
  })

  it('ends with the run', async () => {
    const abortSignal = AbortSignal.abort(new Error('enough'))
    const processor = headroomProcessor({ compressors })
    await expect(processor.processLLMRequest({ prompt: PROMPT, model: MODEL, state: {}, abortSignal })).rejects.toThrow(
      'enough',
    )
  })

  it('passes odd results', async () => {
    const circular: Record<string, unknown> = { type: 'json' }
    circular['value'] = circular
    const image = { type: 'content', value: [{ type: 'file', data: { type: 'data', data: 'AAAA' } }] }
    for (const output of [circular, image, { type: 'json', value: undefined }, { type: 'text' }])
      expect(await sent(headroomProcessor({ compressors }), {}, promptOf(output))).toBeUndefined()
  })

  it('names the versions that it is made for where a host shows no prompts', () => {
    const processor = headroomProcessor()
    const state = {}
    processor.processInputStep({ state, steps: [] })
    processor.processInputStep({ state, steps: [] })
    processor.processInputStep({ state, steps: [{ tripwire: { reason: 'a guardrail' } }] })
    expect(() => processor.processInputStep({ state, steps: [{}, {}] })).toThrow(InvalidOptionError)
    expect(() => processor.processInputStep({ state, steps: [{}, {}] })).toThrow('@mastra/core ^1.33.0')
  })

  it('goes on after each prompt', async () => {
    const processor = headroomProcessor({ compressors })
    const state = {}
    expect(await sent(processor, { state })).toBeDefined()
    expect(await sent(processor, { state, steps: [{}] })).toBeDefined()
  })

  it('refuses options that cannot be used', () => {
    expect(() => headroomProcessor({ policy: 'boldly' as never })).toThrow('`policy` must be')
    expect(() => headroomProcessor({ store: {} as never })).toThrow('`store` must')
    expect(() => headroomProcessor({ maxRounds: 3 } as never)).toThrow('`maxRounds` is no option')
    expect(() => headroomProcessor({ retrieve: 'hidden' } as never)).toThrow('`retrieve` is no option')
    expect(() => headroomProcessor(null as never)).toThrow(InvalidOptionError)
  })
})
