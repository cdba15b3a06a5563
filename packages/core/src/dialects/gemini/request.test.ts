import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../edits/apply.ts'
import type { Segment } from '../../types/segment.ts'
import type { GeminiRequest } from './body-of.ts'
import { addTool, segments } from './request.ts'

const call = (name: string, args: object, id?: string): object => ({ functionCall: { name, args, ...(id && { id }) } })
const answer = (name: string, output: string, id?: string): object => ({
  functionResponse: { name, response: { output }, ...(id && { id }) },
})

describe('segments', () => {
  it('yields the system instruction, then the texts of user and model', () => {
    const request = {
      contents: [
        { parts: [{ text: 'Hello' }, { inlineData: { mimeType: 'image/png', data: 'AA==' } }] },
        { role: 'model', parts: [{ text: 'Yes?' }] },
        { role: 'user', parts: [{ text: 'Go.', thought: false, partMetadata: { from: 'ui' } }] },
      ],
      systemInstruction: { role: 'user', parts: [{ text: 'Be brief.' }, { text: 'And kind.' }] },
    }
    expect(segmentsOf(request)).toEqual([
      { path: ['systemInstruction', 'parts', 0, 'text'], text: 'Be brief.', role: 'system', turn: -1 },
      { path: ['systemInstruction', 'parts', 1, 'text'], text: 'And kind.', role: 'system', turn: -1 },
      { path: ['contents', 0, 'parts', 0, 'text'], text: 'Hello', role: 'user', turn: 0 },
      { path: ['contents', 1, 'parts', 0, 'text'], text: 'Yes?', role: 'assistant', turn: 1 },
      { path: ['contents', 2, 'parts', 0, 'text'], text: 'Go.', role: 'user', turn: 2 },
    ])
  })

  it.each<[string, unknown, readonly unknown[]]>([
    ['a text', 'Be brief.', []],
    ['parts', [{ text: 'Be brief.' }], [0, 'text']],
    ['texts', ['Be brief.'], [0]],
    ['one part', { text: 'Be brief.' }, ['text']],
    ['a content with one part', { parts: { text: 'Be brief.' } }, ['parts', 'text']],
  ])('reads a system instruction that is %s', (_, systemInstruction, path) => {
    const found = [{ text: 'Be brief.', role: 'system', turn: -1 }]
    expect(segmentsOf({ contents: [], systemInstruction })).toMatchObject(found)
    expect(segmentsOf({ contents: [], system_instruction: systemInstruction })).toEqual([
      { path: ['system_instruction', ...path], ...found[0] },
    ])
  })

  it('reads members of either spelling, even mixed', () => {
    const contents = [
      { role: 'model', parts: [{ function_call: { name: 'read', args: { path: 'a' } } }] },
      { role: 'user', parts: [{ function_response: { name: 'read', response: { output: 'x' } } }] },
      { role: 'model', parts: [call('read', { path: 'b' })] },
      { role: 'user', parts: [answer('read', 'y')] },
    ]
    expect(segmentsOf({ contents })).toEqual([
      {
        path: ['contents', 1, 'parts', 0, 'function_response', 'response', 'output'],
        text: 'x',
        role: 'tool',
        turn: 1,
        tool: { name: 'read', input: '{"path":"a"}' },
      },
      {
        path: ['contents', 3, 'parts', 0, 'functionResponse', 'response', 'output'],
        text: 'y',
        role: 'tool',
        turn: 3,
        tool: { name: 'read', input: '{"path":"b"}' },
      },
    ])
  })

  it('reads what Code Assist and countTokens wrap', () => {
    const inner = { contents: [{ role: 'user', parts: [{ text: 'Hello' }] }] }
    const path = ['contents', 0, 'parts', 0, 'text']
    for (const wrapper of ['request', 'generateContentRequest', 'generate_content_request']) {
      expect(segmentsOf({ model: 'm', [wrapper]: inner })).toMatchObject([{ path: [wrapper, ...path], text: 'Hello' }])
    }
  })

  it('reads contents and parts that are lone objects', () => {
    const path = ['contents', 'parts', 'text']
    expect(segmentsOf({ contents: { parts: { text: 'Hello' } } })).toEqual([
      { path, text: 'Hello', role: 'user', turn: 0 },
    ])
  })

  it('finds the call of a response by id, across turns and whatever the order', () => {
    const contents = [
      { role: 'model', parts: [call('read', { path: 'a' }, '1'), call('read', { path: 'b' }, '2')] },
      { role: 'user', parts: [answer('read', 'B', '2'), answer('read', 'A', '1')] },
      { role: 'model', parts: [call('read', { path: 'c' }, '3')] },
      { role: 'user', parts: [answer('read', 'C', '3'), answer('read', 'A again', '1')] },
    ]
    expect(inputsOf(contents)).toEqual({ A: 'a', B: 'b', C: 'c', 'A again': 'a' })
  })

  it('finds the call of a response without id by name and order in the turn before', () => {
    const contents = [
      { role: 'model', parts: [call('read', { path: 'old' }), call('read', { path: 'old' })] },
      { role: 'user', parts: [answer('read', 'first')] },
      { role: 'model', parts: [call('read', { path: 'a' }), call('list', { path: 'b' })] },
      { role: 'model', parts: [call('read', { path: 'c' })] },
      { role: 'user', parts: [answer('list', 'B'), answer('read', 'A')] },
      { role: 'user', parts: [answer('read', 'C')] },
    ]
    expect(inputsOf(contents)).toEqual({ first: 'old', A: 'a', B: 'b', C: 'c' })
  })

  it('falls back on order where an id is of no call', () => {
    const contents = [
      { role: 'model', parts: [call('read', { path: 'a' }), { functionCall: { name: 'list' } }] },
      { role: 'user', parts: [answer('read', 'A', 'made up'), answer('list', 'B', 'made up too')] },
    ]
    expect(segmentsOf({ contents })).toMatchObject([
      { tool: { name: 'read', input: '{"path":"a"}' } },
      { tool: { name: 'list', input: '{}' } },
    ])
  })

  it('names a response whose call is unknown as it names itself', () => {
    const contents = [
      { role: 'function', parts: [answer('read', 'x'), { functionResponse: { response: { output: 'y' } } }] },
    ]
    expect(segmentsOf({ contents })).toMatchObject([
      { role: 'tool', tool: { name: 'read', input: '' } },
      { role: 'tool', tool: { name: '', input: '' } },
    ])
  })

  it.each<[string, object]>([
    ['a thought', { role: 'model', parts: [{ text: 'x', thought: true }] }],
    ['a signed text', { role: 'model', parts: [{ text: 'x', thoughtSignature: 'c2ln' }] }],
    ['a signed text in snake_case', { role: 'model', parts: [{ text: 'x', thought_signature: 'c2ln' }] }],
    ['a signed response', { role: 'user', parts: [{ ...answer('read', 'x'), thoughtSignature: 'c2ln' }] }],
    ['arguments of calls', { role: 'model', parts: [call('read', { path: 'x' })] }],
    ['a response of the model', { role: 'model', parts: [answer('read', 'x')] }],
    ['data', { role: 'user', parts: [{ inlineData: { data: 'x' } }, { file_data: { file_uri: 'x' } }] }],
    ['code', { role: 'model', parts: [{ executableCode: { code: 'x' } }, { codeExecutionResult: { output: 'x' } }] }],
    ['the provider’s own tools', { role: 'model', parts: [{ toolCall: { args: { a: 'x' } } }] }],
    ['what they answered', { role: 'user', parts: [{ toolResponse: { response: { output: 'x' } } }] }],
    ['a text with something unknown beside it', { role: 'user', parts: [{ text: 'x', seal: 'y' }] }],
    ['a part unknown so far', { role: 'user', parts: [{ text2: 'x' }] }],
    ['an empty text', { role: 'user', parts: [{ text: '' }] }],
    ['parts that are texts', { role: 'user', parts: ['x'] }],
    ['a content of a role unknown so far', { role: 'critic', parts: [{ text: 'x' }] }],
    ['media of a response', { role: 'user', parts: [{ functionResponse: { name: 'f', parts: [{ text: 'x' }] } }] }],
  ])('never yields %s', (_, content) => {
    expect(segmentsOf({ contents: [content] })).toEqual([])
  })
})

describe('addTool', () => {
  const tool = { name: 'lookup', description: 'Looks up.', inputSchema: { type: 'object', properties: {} } }
  const declared = { name: 'lookup', description: 'Looks up.', parameters: { type: 'OBJECT', properties: {} } }
  const other = { name: 'other' }

  it('appends to the last entry that declares functions, as it is spelled', () => {
    const [first, search] = [{ functionDeclarations: [other] }, { googleSearch: {} }]
    expect(toolsWith([first, { function_declarations: [] }, search])).toEqual([
      first,
      { function_declarations: [declared] },
      search,
    ])
    expect(toolsWith({ functionDeclarations: [other] })).toEqual({ functionDeclarations: [other, declared] })
  })

  it('makes an entry where there is none', () => {
    const entry = { functionDeclarations: [declared] }
    expect(toolsWith(undefined)).toEqual([entry])
    expect(toolsWith(null)).toEqual([entry])
    expect(toolsWith([])).toEqual([entry])
  })

  it('declares inside what wraps the request', () => {
    const request = { project: 'p', request: { contents: [] } } as GeminiRequest
    expect(applyEdits(request, addTool(request, tool))).toEqual({
      project: 'p',
      request: { contents: [], tools: [{ functionDeclarations: [declared] }] },
    })
  })

  it('makes no edit where a function of that name is declared, in whatever spelling', () => {
    for (const functions of [{ functionDeclarations: [tool] }, { function_declarations: [tool] }]) {
      expect(addTool({ contents: [], tools: [functions, { functionDeclarations: [other] }] }, tool)).toEqual([])
    }
  })

  it('makes no edit where an explicit cache holds the tools', () => {
    for (const cache of [{ cachedContent: 'cachedContents/1' }, { cached_content: 'cachedContents/1' }]) {
      expect(addTool({ contents: [], ...cache }, tool)).toEqual([])
    }
  })

  it('makes no edit beside the provider’s own tools alone, unless the request mixes them', () => {
    const tools = [{ google_search: {} }]
    expect(addTool({ contents: [], tools }, tool)).toEqual([])
    const mixing = { contents: [], tools, toolConfig: { includeServerSideToolInvocations: true } }
    expect(applyEdits(mixing, addTool(mixing, tool)).tools).toEqual([...tools, { functionDeclarations: [declared] }])
  })

  it('makes no edit where the answer is not to be text and no function is declared: the first would be refused', () => {
    for (const config of [
      { generationConfig: { responseMimeType: 'application/json' } },
      { generation_config: { response_mime_type: 'text/x.enum' } },
      { generationConfig: { responseModalities: ['TEXT', 'IMAGE'] } },
    ]) {
      expect(addTool({ contents: [], ...config } as GeminiRequest, tool)).toEqual([])
      expect(addTool({ request: { contents: [], ...config } }, tool)).toEqual([])
      const tools = [{ functionDeclarations: [other] }]
      expect(addTool({ contents: [], tools, ...config } as GeminiRequest, tool)).toHaveLength(1)
    }
    const generationConfig = { responseMimeType: 'text/plain', responseModalities: ['TEXT'] }
    expect(addTool({ contents: [], generationConfig } as GeminiRequest, tool)).toHaveLength(1)
  })

  it.each(['NONE', 'ANY', 'AUTO'])(
    'declares the same whatever the request says about calling functions (%s)',
    (mode) => {
      const tools = [{ functionDeclarations: [other] }]
      const toolConfig = { functionCallingConfig: { mode, allowedFunctionNames: ['other'] } }
      const request = { contents: [], tools, toolConfig } as GeminiRequest
      expect(addTool(request, tool)).toEqual(addTool({ contents: [], tools }, tool))
    },
  )

  it('makes no edit where there is no place for one', () => {
    expect(addTool({ contents: [], tools: 'all' }, tool)).toEqual([])
    expect(addTool({ contents: [], tools: { googleSearch: {} } }, tool)).toEqual([])
    expect(addTool({ request: {} }, tool)).toEqual([])
  })

  function toolsWith(tools: unknown): unknown {
    const request: GeminiRequest = { contents: [], tools }
    return applyEdits(request, addTool(request, tool)).tools
  }
})

function segmentsOf(request: object): readonly Segment[] {
  return [...segments(request)]
}

/** The path in the arguments of the call that each text answers. */
function inputsOf(contents: readonly unknown[]): unknown {
  return Object.fromEntries(
    segmentsOf({ contents }).map(({ text, tool }) => [text, JSON.parse(tool?.input ?? '').path]),
  )
}
