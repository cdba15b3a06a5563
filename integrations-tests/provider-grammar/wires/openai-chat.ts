import { openaiChat } from '@headroom/core'
import { type JsonObject, objectsOf } from '../../stand-in/json-value.ts'
import { IMAGE, type Wire, withTurns } from './wire.ts'

/** Chat Completions, with the reasoning that other makers add, and with results as text parts. */
export const openaiChatWire: Wire = {
  dialect: openaiChat,
  start: (system, tools) => ({
    model: 'gpt-5.5',
    tools: tools.map((name) => ({ type: 'function', function: { name, parameters: { type: 'object' } } })),
    messages: [{ role: 'system', content: system }],
  }),
  ask: (request, { text, hasImage, note }) =>
    withTurns(
      request,
      'messages',
      { role: 'user', content: hasImage ? [{ type: 'text', text }, PICTURE] : text },
      ...(note === '' ? [] : [{ role: 'developer', content: note }]),
    ),
  reply: ({ reasoning, text, calls }, number) => ({
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        finish_reason: calls.length > 0 ? 'tool_calls' : 'stop',
        message: {
          role: 'assistant',
          content: text === '' && calls.length > 0 ? null : text,
          ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
          ...(calls.length === 0 ? {} : { tool_calls: calls.map((call, at) => callOf(call, `call_${number}_${at}`)) }),
        },
      },
    ],
  }),
  dress: (request) => ({ ...request, messages: objectsOf(request.messages).map(asParts) }),
}

const PICTURE = { type: 'image_url', image_url: { url: `data:image/png;base64,${IMAGE}` } }

function callOf({ name, args }: { readonly name: string; readonly args: JsonObject }, id: string): JsonObject {
  return { id, type: 'function', function: { name, arguments: JSON.stringify(args) } }
}

/** Results of even calls are sent in parts, always. */
function asParts(message: JsonObject): JsonObject {
  const isOne = message.role === 'tool' && String(message.tool_call_id).endsWith('0')
  return isOne ? { ...message, content: [{ type: 'text', text: message.content }] } : message
}
