import { anthropicMessages } from '@headroom/core'
import { type JsonObject, objectsOf } from '../../stand-in/json-value.ts'
import { IMAGE, type Wire, withLast, withTurns } from './wire.ts'

const MARK = { cache_control: { type: 'ephemeral' } }
const HOUR = { cache_control: { type: 'ephemeral', ttl: '1h' } }
const PICTURE = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: IMAGE } }

/** Messages, as a client with thinking and three breakpoints sends them. */
export const anthropicMessagesWire: Wire = {
  dialect: anthropicMessages,
  start: (system, tools) => ({
    model: 'claude-sonnet-5-5',
    max_tokens: 1_000,
    system: [{ type: 'text', text: system, ...HOUR }],
    tools: tools.map((name) => ({ name, input_schema: { type: 'object' } })),
    messages: [],
  }),
  ask: (request, { text, hasImage, note }) =>
    withTurns(
      request,
      'messages',
      { role: 'user', content: hasImage ? [PICTURE, { type: 'text', text }] : text },
      ...(note === '' ? [] : [{ role: 'system', content: note }]),
    ),
  reply: ({ reasoning, text, calls }, number) => ({
    role: 'assistant',
    stop_reason: calls.length > 0 ? 'tool_use' : 'end_turn',
    content: [
      ...(reasoning === '' ? [] : [{ type: 'thinking', thinking: reasoning, signature: '' }]),
      ...(text === '' ? [] : [{ type: 'text', text }]),
      ...calls.map(({ name, args }, at) => ({ type: 'tool_use', id: `toolu_${number}_${at}`, name, input: args })),
    ],
  }),
  dress: (request) => withLast({ ...request, messages: objectsOf(request.messages).map(asLists) }, 'messages', marked),
}

/** Results of a string become a list, the first with an image. */
function asLists(message: JsonObject): JsonObject {
  if (typeof message.content === 'string') return message
  const content = objectsOf(message.content).map((block, at) => {
    if (block.type !== 'tool_result') return block
    return { ...block, content: [{ type: 'text', text: block.content }, ...(at === 0 ? [PICTURE] : [])] }
  })
  return { ...message, content }
}

function marked(message: JsonObject): JsonObject {
  const blocks = objectsOf(message.content)
  return blocks.length === 0
    ? message
    : { ...message, content: [...blocks.slice(0, -1), { ...blocks.at(-1), ...MARK }] }
}
