import { applyEdits, retrieveTool } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import type { ChatModel } from '../types/chat-model.ts'
import { chatModelDialect } from './chat-model-dialect.ts'
import { strictly } from './strict-schema.ts'
import { toolForm } from './tool-form.ts'

const { name, description, inputSchema } = retrieveTool
const OF_OPENAI = { type: 'function', function: { name, description, parameters: inputSchema } }
const OF_BEDROCK = { toolSpec: { name, description, inputSchema: { json: inputSchema } } }

/** A chat model that binds tools in one form, and tells in its own words what it would send. */
function model(
  formOf: (tool: typeof OF_OPENAI) => unknown,
  invocationParams?: (options: object) => unknown,
): ChatModel {
  const bindTools = (tools: readonly unknown[]): unknown => ({
    config: { tools: tools.map((tool) => formOf(tool as never)) },
  })
  return { bindTools, ...(invocationParams && { invocationParams }) } as never
}

const openAi = (params?: (options: object) => unknown): ChatModel => model((tool) => tool, params)

describe('toolForm', () => {
  it('is the form that bindTools of the model makes, in a binding or in options of a model', () => {
    expect(toolForm(openAi(), retrieveTool, {})).toEqual([OF_OPENAI])
    expect(
      toolForm(
        model(() => OF_BEDROCK),
        retrieveTool,
        {},
      ),
    ).toEqual([OF_BEDROCK])
    const ownOptions = { bindTools: (tools: unknown) => ({ defaultOptions: { tools } }) }
    expect(toolForm(ownOptions as never, retrieveTool, {})).toEqual([OF_OPENAI])
  })

  it('is undefined where the model takes no tools, or none like this', () => {
    const refusing = {
      bindTools: () => {
        throw new Error('no')
      },
    }
    for (const given of [{}, refusing, { bindTools: () => 'odd' }])
      expect(toolForm(given as never, retrieveTool, {})).toBeUndefined()
  })

  it('is undefined where the model sends other tools than it is given', () => {
    expect(
      toolForm(
        openAi(() => ({ tools: [{ name: 'own' }] })),
        retrieveTool,
        {},
      ),
    ).toBeUndefined()
  })

  it('has every member required where the model holds others to their schemas', () => {
    const strict = ({ tools }: { tools?: (typeof OF_OPENAI)[] }) => ({
      tools: tools?.map((tool) => ({ ...tool, function: { ...tool.function, strict: true } })),
    })
    const [form] = toolForm(openAi(strict), retrieveTool, {}) ?? []
    expect(form).toEqual({
      type: 'function',
      function: { name, description, parameters: strictly(retrieveTool).inputSchema },
    })
  })

  it('is that of OpenAI where the model takes no other beside those declared', () => {
    const oneForm = ({ tools = [] }: { tools?: object[] }) => {
      if (new Set(tools.map((tool) => 'toolSpec' in tool)).size > 1) throw new Error('one form')
      return { toolConfig: { tools } }
    }
    const bedrock = model(() => OF_BEDROCK, oneForm)
    expect(toolForm(bedrock, retrieveTool, { tools: [OF_BEDROCK] })).toEqual([OF_BEDROCK])
    expect(toolForm(bedrock, retrieveTool, { tools: [OF_OPENAI] })).toEqual([OF_OPENAI])
  })
})

describe('chatModelDialect', () => {
  it('declares the tool in the one list of functions that Gemini takes', () => {
    const gemini = model(({ function: one }) => ({ functionDeclarations: [one] }))
    const { addTool } = chatModelDialect(gemini, 'chunks')
    const load = { name: 'load' }
    const request = { messages: [], tools: [{ googleSearch: {} }, { functionDeclarations: [load] }] }
    const { tools } = applyEdits(request, addTool(request, retrieveTool))
    expect(tools).toEqual([{ googleSearch: {} }, { functionDeclarations: [load, OF_OPENAI.function] }])
    expect(addTool({ messages: [], tools }, retrieveTool)).toEqual([])
  })

  it('says why calls cannot be answered out of sight', () => {
    const { hidden } = chatModelDialect(openAi(), 'chunks')
    const obstacleOf = (options: object): unknown => hidden?.obstacle({ messages: [], options: options as never })
    expect(obstacleOf({})).toBeUndefined()
    expect(obstacleOf({ previous_response_id: 'resp_1' })).toBeUndefined()
    expect(obstacleOf({ n: 2 })).toBe('several-answers')
    expect(obstacleOf({ previous_response_id: 'resp_1', store: false })).toBe('kept-by-provider')
    expect(obstacleOf({ conversation: 'conv_1' })).toBe('kept-by-provider')
  })
})
