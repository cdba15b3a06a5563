import { describe, expect, it } from 'vitest'
import { defaultTokenizer } from '../tokens/default-tokenizer.ts'
import { RETRIEVE_TOOL_NAME, retrieveTool } from './tool.ts'

describe('retrieveTool', () => {
  it('costs at most 150 tokens as Anthropic and as OpenAI declare it', async () => {
    const { name, description, inputSchema } = retrieveTool
    const anthropic = { name, description, input_schema: inputSchema }
    const openai = { type: 'function', function: { name, description, parameters: inputSchema } }
    const tokenizer = await defaultTokenizer()
    expect(tokenizer.count(JSON.stringify(anthropic))).toBeLessThanOrEqual(150)
    expect(tokenizer.count(JSON.stringify(openai))).toBeLessThanOrEqual(150)
  })

  it('says that index takes a path', () => {
    expect(JSON.stringify(retrieveTool.inputSchema['properties'])).toMatch(/"index":\{[^}]*with path/)
  })

  it('offers every selector', () => {
    expect(retrieveTool.inputSchema['properties']).toMatchObject({
      key: {},
      lines: {},
      index: {},
      grep: {},
      path: {},
      query: {},
    })
    expect(RETRIEVE_TOOL_NAME).toBe('headroom_retrieve')
  })
})
