import { createMemoryStore, keyOf } from '@headroom/core'
import { ToolMessage } from '@langchain/core/messages'
import { DynamicStructuredTool, StructuredTool, tool } from '@langchain/core/tools'
import { Command } from '@langchain/langgraph'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { headroomTool } from './headroom-tool.ts'
import { firstAndLast, longText } from './testing/first-and-last.ts'

const LOG = longText('a')
const store = createMemoryStore()
const options = { store, compressors: [firstAndLast] }
const schema = z.object({ service: z.string() })
const CALL = { id: 'c', name: 'load', args: { service: 'cart' }, type: 'tool_call' } as const
const SHORT = expect.stringContaining(`key ${await keyOf(LOG)}`)

function toolOf(output: unknown, fields: object = {}): StructuredTool {
  return tool(() => output as string, { name: 'load', description: 'Reads.', schema, ...fields }) as never
}

async function messageOf(output: unknown, fields: object = {}): Promise<ToolMessage> {
  return (await headroomTool(toolOf(output, fields), options).invoke(CALL)) as ToolMessage
}

describe('headroomTool', () => {
  it('shortens a text and gives the original as the artifact', async () => {
    const message = await messageOf(LOG, { metadata: { team: 'a' } })
    expect(message).toMatchObject({
      content: SHORT,
      artifact: LOG,
      status: 'success',
      tool_call_id: 'c',
      name: 'load',
      metadata: { team: 'a' },
    })
    expect((await store.get(await keyOf(LOG)))?.text).toBe(LOG)
  })

  it('shortens text blocks and keeps the others', async () => {
    const image = { type: 'image', source_type: 'base64', mime_type: 'image/png', data: 'AAAA' }
    const given = [
      { type: 'text', text: LOG, cache_control: { type: 'ephemeral' } },
      image,
      { type: 'text', text: 'x' },
    ]
    const { content, artifact } = await messageOf(given)
    expect(content).toEqual([{ type: 'text', text: SHORT, cache_control: { type: 'ephemeral' } }, image, given[2]])
    expect((content as unknown[])[1]).toBe(image)
    expect(artifact).toBe(given)
  })

  it('shortens what LangChain writes as JSON, and keeps the value as the artifact', async () => {
    const rows = Array.from({ length: 60 }, (_, id) => ({ id, name: `name ${id}`, state: 'open' }))
    const wrapped = headroomTool(toolOf(rows), { store })
    const message: ToolMessage = await wrapped.invoke(CALL)
    expect(message.text.length).toBeLessThan(JSON.stringify(rows).length)
    expect(message.artifact).toBe(rows)
  })

  it('leaves an artifact of the tool itself', async () => {
    const message = await messageOf([LOG, { rows: 3 }], { responseFormat: 'content_and_artifact' })
    expect(message).toMatchObject({ content: SHORT, artifact: { rows: 3 } })
  })

  it('gives the very same message where nothing became shorter, odd outputs among them', async () => {
    const circular: { self?: unknown } = {}
    circular.self = circular
    const image = [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }]
    for (const output of ['short', undefined, null, 7, 7n, circular, image, [], {}, new ToolMessage(LOG, 'c')]) {
      const plain = await toolOf(output).invoke(CALL)
      expect(await headroomTool(toolOf(output), options).invoke(CALL)).toEqual(plain)
    }
  })

  it('passes commands', async () => {
    const command = new Command({ goto: 'end' })
    expect(await headroomTool(toolOf(command), options).invoke(CALL)).toBe(command)
  })

  it('gives code that calls it without a tool call what it gave: text as text, values as values', async () => {
    const value = { log: LOG }
    expect(await headroomTool(toolOf(value), options).invoke({ service: 'cart' })).toBe(value)
    expect(await headroomTool(toolOf(LOG), options).invoke({ service: 'cart' })).toEqual(SHORT)
  })

  it('shortens the last word of a tool that tells of its progress, and passes each step', async () => {
    const steps = new DynamicStructuredTool({
      name: 'load',
      description: 'Reads.',
      schema,
      func: async function* () {
        yield 'step'
        return LOG
      } as never,
    })
    const told: unknown[] = []
    const callbacks = [{ handleToolEvent: (chunk: unknown) => void told.push(chunk) }]
    expect(await headroomTool(steps, options).invoke(CALL, { callbacks })).toMatchObject({ content: SHORT })
    expect(told).toEqual(['step'])
  })

  it('is a tool like the one given: class, name, schema, settings', () => {
    const given = toolOf(LOG, { returnDirect: true, extras: { defer_loading: true } })
    const wrapped = headroomTool(given, options)
    expect(wrapped).toBeInstanceOf(DynamicStructuredTool)
    const { name, description, returnDirect, extras } = wrapped
    expect([name, description, returnDirect, extras]).toEqual(['load', 'Reads.', true, { defer_loading: true }])
    expect(wrapped.schema).toBe(given.schema)
    expect(given.responseFormat).toBe('content')
  })

  it('runs a class of tools with private members', async () => {
    class Private extends StructuredTool {
      override name = 'load'
      override description = 'Reads.'
      override schema = schema
      readonly #log = LOG
      protected override _call(): Promise<string> {
        return Promise.resolve(this.#log)
      }
    }
    expect(await headroomTool(new Private(), options).invoke(CALL)).toMatchObject({ content: SHORT, artifact: LOG })
  })

  it('rejects as the tool does, on bad input and where it fails', async () => {
    const failing = tool(() => Promise.reject(new Error('no disk')), { name: 'load', description: '', schema })
    await expect(headroomTool(failing, options).invoke(CALL)).rejects.toThrow('no disk')
    const bad = { ...CALL, args: { service: 7 } }
    await expect(headroomTool(toolOf(LOG), options).invoke(bad as never)).rejects.toThrow(
      'did not match expected schema',
    )
    const pair = toolOf(LOG, { responseFormat: 'content_and_artifact' })
    await expect(headroomTool(pair, options).invoke(CALL)).rejects.toThrow('not a two-tuple')
  })

  it('leaves nothing out without a store, and does nothing where it is disabled', async () => {
    for (const own of [{ compressors: [firstAndLast] }, { ...options, enabled: false }])
      expect(await headroomTool(toolOf(LOG), own).invoke(CALL)).toMatchObject({ content: LOG, artifact: undefined })
  })

  it('refuses what is no tool, and options that it does not have', () => {
    expect(() => headroomTool({ type: 'web_search' } as never)).toThrow('`tool` must be a tool')
    expect(() => headroomTool(undefined as never)).toThrow('`tool` must be a tool')
    expect(() => headroomTool(toolOf(LOG), { colour: 'red' } as never)).toThrow('`colour` is no option')
  })
})
