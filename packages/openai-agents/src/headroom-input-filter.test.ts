import {
  createMemoryStore,
  defineCompressor,
  InvalidOptionError,
  isKey,
  type Report,
  retrieveTool,
} from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { headroomInputFilter, headroomTool, type HeadroomTool } from './index.ts'
import type { AgentTool, FilterArgs, ModelData } from './types.ts'

const firstAndLast = defineCompressor({
  name: 'first-and-last',
  unit: 'lines',
  detect: (text) => (text.startsWith('LOG ') ? 1 : 0),
  parse: (text) => ({ units: text.split('\n').map((line) => ({ text: line })) }),
  select: ({ units }) => ({ indices: [0, units.length - 1], reasons: ['first and last'] }),
  render: ({ units }, { indices }) => indices.map((index) => units[index]?.text).join('\n'),
})
const compressors = [firstAndLast]
const LOG = Array.from({ length: 120 }, (_, line) => `LOG line ${line}: nothing of note`).join('\n')
const CALL = { type: 'function_call', callId: 'c1', name: 'load', arguments: '{}' }
const RESULT = { type: 'function_call_result', callId: 'c1', name: 'load', output: { type: 'text', text: LOG } }
const INPUT: readonly unknown[] = [{ role: 'user', content: 'Load it.' }, CALL, RESULT]

function argsOf(tools: readonly AgentTool[], input = INPUT): FilterArgs {
  return { modelData: { input, instructions: 'Be brief.' }, agent: { tools, model: 'gpt-5.5', modelSettings: {} } }
}

function textIn({ input }: ModelData): string {
  return (input[2] as typeof RESULT).output.text
}

async function retrieved(tool: HeadroomTool, text: string): Promise<string> {
  const [key = ''] = text.match(/[0-9a-f]{16}/) ?? []
  expect(isKey(key)).toBe(true)
  return tool.invoke({}, JSON.stringify({ key }))
}

describe('headroomInputFilter', () => {
  it('shortens results and leaves all else the same objects', async () => {
    const args = argsOf([headroomTool()])
    const before = structuredClone(args.modelData)
    const data = await headroomInputFilter({ compressors })(args)
    expect(textIn(data)).toMatch(/^\[2 of 120 lines shown: first and last\./)
    expect(data.input.slice(0, 2).every((item, index) => item === INPUT[index])).toBe(true)
    expect(data.input[2]).toMatchObject({ type: 'function_call_result', callId: 'c1', name: 'load' })
    expect(data.instructions).toBe('Be brief.')
    expect(args.modelData).toEqual(before)
  })

  it("keeps originals where the agent's tool looks, in its scope, whatever else is given", async () => {
    const own = headroomTool({ scope: 'tenant' })
    const foreign = headroomTool()
    const filter = headroomInputFilter({ compressors, store: foreign.store })
    const text = textIn(await filter(argsOf([own])))
    expect(await retrieved(own, text)).toBe(LOG)
    expect(await retrieved(foreign, text)).toContain('No original')
  })

  it('leaves nothing out for an agent without the tool, and says why', async () => {
    const reports: Report[] = []
    const filter = headroomInputFilter({
      compressors,
      onEvent: (event) => void (event.type === 'request-planned' && reports.push(event.report)),
    })
    const args = argsOf([{ type: 'function', name: 'load' }])
    expect(await filter(args)).toBe(args.modelData)
    expect(await filter(argsOf([headroomTool({ enabled: false })]))).toEqual(args.modelData)
    expect(reports.map(({ noViews }) => noViews)).toEqual(['not-declared', 'not-declared'])
  })

  it('leaves nothing out where a tool of the same name looks elsewhere', async () => {
    const { description, name } = retrieveTool
    const filter = headroomInputFilter({ compressors, store: createMemoryStore() })
    const foreign = argsOf([{ type: 'function', name, description: 'Gives a dog back.' }])
    expect(await filter(foreign)).toBe(foreign.modelData)
    const described = argsOf([{ type: 'function', name, description }])
    expect(await headroomInputFilter({ compressors })(described)).toBe(described.modelData)
    expect(textIn(await filter(described))).toContain('2 of 120 lines')
  })

  it('leaves nothing out where the tool is not enabled, be it so for this run', async () => {
    const asked: unknown[] = []
    const isEnabled = async (run: { readonly context: unknown }, agent: unknown): Promise<boolean> =>
      asked.push(run.context, agent) === 0
    const args = { ...argsOf([{ ...headroomTool(), isEnabled }]), context: 'of the run' }
    expect(await headroomInputFilter({ compressors })(args)).toBe(args.modelData)
    expect(asked).toEqual(['of the run', args.agent])
  })

  it('gives back the very same data where there is nothing to shorten, or where it is disabled', async () => {
    const short = argsOf([headroomTool()], [{ role: 'user', content: 'Hi.' }])
    expect(await headroomInputFilter({ compressors })(short)).toBe(short.modelData)
    const args = argsOf([headroomTool()])
    expect(await headroomInputFilter({ compressors, enabled: false })(args)).toBe(args.modelData)
  })

  it('shortens what it has shortened no further', async () => {
    const tool = headroomTool()
    const first = await headroomInputFilter({ compressors })(argsOf([tool]))
    expect(await headroomInputFilter({ compressors })(argsOf([tool], first.input))).toEqual(first)
  })

  it('gives the same text in any process', async () => {
    const texts = [1, 2].map(async () => textIn(await headroomInputFilter({ compressors })(argsOf([headroomTool()]))))
    expect(new Set(await Promise.all(texts)).size).toBe(1)
  })

  it('passes odd items', async () => {
    const circular: Record<string, unknown> = { type: 'function_call_result', callId: 'c', output: {} }
    circular['output'] = circular
    const throwing = Object.defineProperty({}, 'type', { get: () => expect.unreachable() })
    for (const item of [circular, throwing, null, undefined, { type: 'function_call_result' }]) {
      const args = argsOf([headroomTool()], [item])
      expect(await headroomInputFilter({ compressors })(args)).toBe(args.modelData)
    }
  })

  it('names the versions that it is made for where it is given something else', async () => {
    const filter = headroomInputFilter()
    for (const args of [{}, { modelData: { input: 'hi' }, agent: { tools: [] } }, { modelData: { input: [] } }]) {
      const error: unknown = await filter(args as never).catch((thrown: unknown) => thrown)
      expect(InvalidOptionError.isInstance(error)).toBe(true)
      expect(String(error)).toContain('@openai/agents >=0.10.0 <1')
    }
  })

  it('refuses options that cannot be used', () => {
    expect(() => headroomInputFilter({ policy: 'boldly' as never })).toThrow('`policy` must be')
    expect(() => headroomInputFilter({ maxRounds: 3 } as never)).toThrow('`maxRounds` is no option')
    expect(() => headroomInputFilter(null as never)).toThrow(InvalidOptionError)
    expect(() => headroomTool({ store: {} as never })).toThrow('`store` must')
    expect(() => headroomTool({ scop: 'a' } as never)).toThrow('`scop` is no option')
    expect(() => headroomTool(null as never)).toThrow(InvalidOptionError)
  })
})
