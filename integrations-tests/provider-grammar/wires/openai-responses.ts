import { openaiResponses } from '@headroom/core'
import { type JsonObject, objectsOf } from '../../stand-in/json-value.ts'
import { IMAGE, type Wire, withTurns } from './wire.ts'

/** Responses without state: reasoning comes back encrypted, and every third call is one of a custom tool. */
export const openaiResponsesWire: Wire = {
  dialect: openaiResponses,
  start: (system, tools) => ({
    model: 'gpt-6-sol',
    store: false,
    instructions: system,
    tools: tools.map((name) => ({ type: 'function', name, parameters: { type: 'object' }, strict: false })),
    input: [],
  }),
  ask: (request, { text, hasImage, note }) =>
    withTurns(
      request,
      'input',
      { role: 'user', content: [{ type: 'input_text', text }, ...(hasImage ? [PICTURE] : [])] },
      ...(note === '' ? [] : [{ role: 'developer', content: note }]),
    ),
  reply: ({ reasoning, text, calls }, number) => ({
    object: 'response',
    id: `resp_${number}`,
    status: 'completed',
    output: [
      ...(reasoning === ''
        ? []
        : [{ type: 'reasoning', id: `rs_${number}`, summary: [], encrypted_content: reasoning }]),
      ...(text === '' ? [] : [messageOf(text, number)]),
      ...calls.map((call, at) => callOf(call, `${number}_${at}`, at)),
    ],
  }),
  dress: (request) => ({ ...request, input: objectsOf(request.input).map(asParts) }),
}

const PICTURE = { type: 'input_image', image_url: `data:image/png;base64,${IMAGE}`, detail: 'auto' }

function messageOf(text: string, number: number): JsonObject {
  const content = [{ type: 'output_text', text, annotations: [] }]
  return { type: 'message', id: `msg_${number}`, role: 'assistant', status: 'completed', content }
}

function callOf(
  { name, args }: { readonly name: string; readonly args: JsonObject },
  id: string,
  at: number,
): JsonObject {
  const place = { id: `fc_${id}`, call_id: `call_${id}`, name, status: 'completed' }
  if (at === 2) return { type: 'custom_tool_call', ...place, input: JSON.stringify(args) }
  return { type: 'function_call', ...place, arguments: JSON.stringify(args) }
}

/** Outputs of first calls are sent in parts, always. */
function asParts(item: JsonObject): JsonObject {
  const isOne = item.type === 'function_call_output' && String(item.call_id).endsWith('0')
  return isOne ? { ...item, output: [{ type: 'input_text', text: item.output }] } : item
}
