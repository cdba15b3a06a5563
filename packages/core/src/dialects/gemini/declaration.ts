import type { ToolDefinition } from '../../types/tool.ts'
import type { WireObject } from '../wire-value.ts'
import { objectOf } from '../wire-value.ts'

/**
 * A tool as a function declaration.
 *
 * Its schema goes into `parameters`, an OpenAPI 3.0 `Schema` with upper-case types, which every version of the API takes, those from
 * before `parametersJsonSchema` among them. It answers 400 to members it does not know, so `additionalProperties: false` is left out:
 * the model is told which members there are. A schema that cannot be said so goes into `parametersJsonSchema` as it is. Either may
 * stand beside functions declared the other way.
 *
 * Sources: https://ai.google.dev/api/caching#FunctionDeclaration; of the declarations in recorded requests that were answered, half
 * have `parameters`, with types in upper case or as numbers, and half `parametersJsonSchema`, in either spelling.
 *
 * @param isSnake Whether the declaration stands among members in snake_case.
 */
export function declarationOf({ name, description, inputSchema }: ToolDefinition, isSnake: boolean): WireObject {
  const parameters = openApiOf(inputSchema, 0)
  if (parameters !== undefined) return { name, description, parameters }
  return { name, description, [isSnake ? 'parameters_json_schema' : 'parametersJsonSchema']: inputSchema }
}

/** Levels of a schema that are followed; a deeper one is passed on as it is. No tool we know has more than a dozen. */
const MAX_DEPTH = 32

/** Members of a `Schema` that JSON Schema has too, with the same meaning. Source: https://ai.google.dev/api/caching#Schema */
const SHARED: ReadonlySet<string> = new Set(
  'title description format required default pattern minimum maximum minItems maxItems minLength maxLength minProperties maxProperties'.split(
    ' ',
  ),
)
const TYPES: ReadonlySet<unknown> = new Set(['string', 'number', 'integer', 'boolean', 'array', 'object'])
/** Members that constrain nothing. */
const SILENT: ReadonlySet<string> = new Set(['$schema', '$id', '$comment'])

/** A JSON Schema as an OpenAPI `Schema`; undefined where something in it cannot be said so. */
function openApiOf(schema: unknown, depth: number): WireObject | undefined {
  const members = objectOf(schema)
  if (members === undefined || depth > MAX_DEPTH) return undefined
  const said: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(members)) {
    if (SILENT.has(name) || (name === 'additionalProperties' && value === false)) continue
    const translated = translatedMember(name, value, depth)
    if (translated === undefined) return undefined
    said[name] = translated
  }
  return said
}

function translatedMember(name: string, value: unknown, depth: number): unknown {
  if (SHARED.has(name)) return value
  if (name === 'type') return TYPES.has(value) ? String(value).toUpperCase() : undefined
  if (name === 'enum') return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined
  if (name === 'items') return openApiOf(value, depth + 1)
  if (name === 'properties') return propertiesOf(value, depth + 1)
  return undefined
}

function propertiesOf(value: unknown, depth: number): WireObject | undefined {
  const said = Object.entries(objectOf(value) ?? {}).map(([name, schema]) => [name, openApiOf(schema, depth)] as const)
  return said.some(([, schema]) => schema === undefined) ? undefined : Object.fromEntries(said)
}
