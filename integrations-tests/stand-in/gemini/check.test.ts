import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../json-value.ts'
import { checkGemini } from './check.ts'
import { signCall } from './signature.ts'

const OFF = { strict: false, prefixCheck: false, chunkSize: 9, minimumCachedTokens: 1024 }
const STRICT = { ...OFF, strict: true }
const NEW = 'gemini-3.1-pro-preview'
const OLD = 'gemini-2.5-flash'
const ASK = { role: 'user', parts: [{ text: 'question' }] }
const CALLS = { role: 'model', parts: [call('read', 'a'), call('find', 'b')] }
const RESULTS = { role: 'user', parts: [response('read', 'a'), response('find', 'b')] }
const UNNAMED = { role: 'model', parts: [call('read'), call('find')] }

describe('checkGemini', () => {
  it.each([
    ['parallel calls answered in any order, by id', [ASK, CALLS, { ...RESULTS, parts: RESULTS.parts.toReversed() }]],
    [
      'calls without ids answered in order',
      [ASK, UNNAMED, { role: 'user', parts: [response('read'), response('find')] }],
    ],
    ['a text beside responses', [ASK, CALLS, { role: 'user', parts: [...RESULTS.parts, { text: 'and?' }] }]],
    ['an empty text', [{ role: 'user', parts: [{ text: '' }] }]],
    ['a content without a role', [{ parts: [{ text: 'question' }] }]],
    ['one content in no list', ASK],
  ])('accepts %s', (_, contents) => {
    expect(strict(contents)).toBeUndefined()
  })

  it.each([
    ['no content', [], 'contents is not specified'],
    ['another role', [{ ...ASK, role: 'assistant' }], 'valid role: user, model'],
    ['a content without parts', [{ role: 'user', parts: [] }], 'contents[0].parts: contents.parts must not be empty'],
    ['a part of nothing', [{ role: 'user', parts: [{ thought: true }] }], "required oneof field 'data'"],
    [
      'a missing response',
      [ASK, CALLS, { role: 'user', parts: [response('read', 'a')] }],
      'number of function response',
    ],
    ['a last turn of calls', [ASK, CALLS], 'number of function response'],
    [
      'a response too many',
      [ASK, CALLS, { ...RESULTS, parts: [...RESULTS.parts, response('read', 'a')] }],
      'number of function response',
    ],
    ['responses one content late', [ASK, CALLS, ASK, RESULTS], 'number of function response'],
    ['responses without calls', [ASK, RESULTS], 'function response turn comes immediately after'],
    ['responses twice', [ASK, CALLS, RESULTS, RESULTS], 'function response turn comes immediately after'],
    ['a call as the first content', [CALLS, RESULTS], 'function call turn comes immediately after'],
    [
      'a call after a turn of the model',
      [ASK, { role: 'model', parts: [{ text: 'so' }] }, CALLS, RESULTS],
      'function call turn comes immediately after',
    ],
    ['a call of the user', [ASK, { ...CALLS, role: 'user' }, RESULTS], 'role model'],
    [
      'a response to another call',
      [ASK, CALLS, { ...RESULTS, parts: [response('read', 'a'), response('find', 'c')] }],
      'answers no open function call',
    ],
    [
      'two responses of one id',
      [ASK, CALLS, { ...RESULTS, parts: [response('read', 'a'), response('read', 'a')] }],
      'answers no open function call',
    ],
    [
      'responses without ids in another order',
      [ASK, UNNAMED, { role: 'user', parts: [response('find'), response('read')] }],
      'answers no open function call',
    ],
    [
      'a response that is no object',
      [ASK, { role: 'model', parts: [call('read')] }, { role: 'user', parts: [response('read', undefined, 'text')] }],
      'google.protobuf.Struct',
    ],
  ])('refuses %s', (_, contents, wording) => {
    expect(strict(contents)).toContain(wording)
  })

  it('reads snake case, and what Code Assist wraps', () => {
    const lone = [ASK, { role: 'model', parts: [{ function_call: { name: 'read', args: {} } }] }]
    expect(strict(lone)).toContain('number of function response')
    expect(checkGemini({ model: 'gemini-3', request: { contents: lone } }, STRICT)?.status).toBe(400)
  })

  it('refuses tools or an instruction beside a cached prefix, and functions of one name', () => {
    const cached = { contents: [ASK], cachedContent: 'cachedContents/1' }
    expect(checkGemini(cached, STRICT)).toBeUndefined()
    for (const member of ['tools', 'tool_config', 'systemInstruction']) {
      expect(checkGemini({ ...cached, [member]: {} }, STRICT)?.message).toContain('CachedContent can not be used')
    }
    const tools = [{ functionDeclarations: [{ name: 'read' }] }, { function_declarations: [{ name: 'read' }] }]
    expect(checkGemini({ contents: [ASK], tools }, STRICT)?.message).toBe('Duplicate function declaration found: read')
    expect(checkGemini({ contents: [ASK], tools: tools.slice(1) }, STRICT)).toBeUndefined()
  })

  it('refuses nothing when strict is off', () => {
    expect(checkGemini({ contents: [CALLS] }, OFF)).toBeUndefined()
  })
})

describe('checkGemini, thought signatures', () => {
  const signed = { role: 'model', parts: [sign(call('read', 'a')), call('find', 'b')] }
  const next = { role: 'model', parts: [sign(call('read', 'c'))] }
  const answer = { role: 'user', parts: [response('read', 'c')] }

  it('accepts the first call of every step with its own', () => {
    expect(strict([ASK, signed, RESULTS, next, answer], NEW)).toBeUndefined()
  })

  it('refuses a step of this turn without one, and not one of an earlier turn', () => {
    const unsigned = { role: 'model', parts: [call('read', 'c')] }
    expect(strict([ASK, signed, RESULTS, unsigned, answer], NEW)).toContain('missing a thought_signature')
    expect(strict([ASK, unsigned, answer], NEW)).toContain('missing a thought_signature')
    expect(strict([ASK, signed, RESULTS, unsigned, answer], NEW)).toContain('default_api:read')
    const second = { role: 'model', parts: [call('read', 'a'), sign(call('find', 'b'))] }
    expect(strict([ASK, second, RESULTS], NEW)).toContain('missing a thought_signature')
    expect(strict([ASK, unsigned, answer, ASK, signed, RESULTS], NEW)).toBeUndefined()
    expect(strict([ASK, signed, RESULTS, unsigned, answer])).toBeUndefined()
  })

  it('refuses one that was changed or stands on another call, and takes what stands for one', () => {
    for (const thoughtSignature of ['', 'other', signCall({ name: 'read', args: { path: 'b' } })]) {
      const changed = { ...signed, parts: [{ ...call('read', 'a'), thoughtSignature }, call('find', 'b')] }
      expect(strict([ASK, changed, RESULTS], NEW)).toBe('Corrupted thought signature.')
    }
    const thoughtSignature = 'skip_thought_signature_validator'
    const made = { ...signed, parts: [{ ...call('read', 'a'), thoughtSignature }, call('find', 'b')] }
    expect(strict([ASK, made, RESULTS], NEW)).toBeUndefined()
  })
})

function strict(contents: unknown, model = OLD): string | undefined {
  return checkGemini({ contents }, STRICT, model)?.message
}

function call(name: string, id?: string) {
  return { functionCall: { name, args: { path: 'a' }, ...(id === undefined ? {} : { id }) } }
}

function sign(part: { readonly functionCall: JsonObject }) {
  return { ...part, thoughtSignature: signCall(part.functionCall) }
}

function response(name: string, id?: string, value: unknown = { output: 'rows' }) {
  return { functionResponse: { name, response: value, ...(id === undefined ? {} : { id }) } }
}
