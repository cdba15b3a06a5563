import { describe, expect, it } from 'vitest'
import { retrieveTool } from '../../retrieve/tool.ts'
import { declarationOf } from './declaration.ts'

describe('declarationOf', () => {
  it('says the schema in upper-case types, without what the API refuses', () => {
    const inputSchema = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: {
        type: { type: 'string', enum: ['a', 'b'], description: 'one of them' },
        rows: { type: 'array', items: { type: 'integer', minimum: 1 }, maxItems: 3 },
      },
      required: ['type'],
      additionalProperties: false,
    }
    expect(declarationOf({ name: 'f', description: 'd', inputSchema }, false)).toEqual({
      name: 'f',
      description: 'd',
      parameters: {
        type: 'OBJECT',
        properties: {
          type: { type: 'STRING', enum: ['a', 'b'], description: 'one of them' },
          rows: { type: 'ARRAY', items: { type: 'INTEGER', minimum: 1 }, maxItems: 3 },
        },
        required: ['type'],
      },
    })
  })

  it('declares the retrieve tool with parameters', () => {
    expect(declarationOf(retrieveTool, true)).toMatchObject({
      name: retrieveTool.name,
      parameters: { type: 'OBJECT', required: ['key'] },
    })
  })

  it.each<[string, object]>([
    ['several types', { type: ['string', 'null'] }],
    ['a reference', { $ref: '#/definitions/a' }],
    ['a choice', { type: 'object', properties: { a: { oneOf: [] } } }],
    ['numbers to choose from', { type: 'object', properties: { a: { type: 'integer', enum: [1, 2] } } }],
    ['further members of a type', { type: 'object', additionalProperties: { type: 'string' } }],
    ['items one by one', { type: 'array', items: [{ type: 'string' }] }],
    ['more levels than are followed', nested(40)],
  ])('passes a schema on as it is where it holds %s', (_, inputSchema) => {
    const tool = { name: 'f', description: 'd', inputSchema: { ...inputSchema } }
    expect(declarationOf(tool, false)).toEqual({ name: 'f', description: 'd', parametersJsonSchema: inputSchema })
    expect(declarationOf(tool, true)).toEqual({ name: 'f', description: 'd', parameters_json_schema: inputSchema })
  })
})

function nested(levels: number): object {
  let schema: object = { type: 'string' }
  for (let level = 0; level < levels; level += 1) schema = { type: 'array', items: schema }
  return schema
}
