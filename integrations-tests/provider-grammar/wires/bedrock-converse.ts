import { bedrockConverse } from '@headroom/core'
import { type JsonObject, objectsOf } from '../../stand-in/json-value.ts'
import { IMAGE, type Wire, withLast, withTurns } from './wire.ts'

const POINT = { cachePoint: { type: 'default' } }
const PICTURE = { image: { format: 'png', source: { bytes: IMAGE } } }

/** Converse, as a client with reasoning and cache points sends it. */
export const bedrockConverseWire: Wire = {
  dialect: bedrockConverse,
  start: (system, tools) => ({
    system: [{ text: system }, POINT],
    toolConfig: { tools: tools.map((name) => ({ toolSpec: { name, inputSchema: { json: { type: 'object' } } } })) },
    messages: [],
  }),
  ask: (request, { text, hasImage }) =>
    withTurns(request, 'messages', { role: 'user', content: hasImage ? [{ text }, PICTURE] : [{ text }] }),
  reply: ({ reasoning, text, calls }, number) => ({
    stopReason: calls.length > 0 ? 'tool_use' : 'end_turn',
    output: {
      message: {
        role: 'assistant',
        content: [
          ...(reasoning === '' ? [] : [{ reasoningContent: { reasoningText: { text: reasoning, signature: '' } } }]),
          ...(text === '' ? [] : [{ text }]),
          ...calls.map(({ name, args }, at) => ({
            toolUse: { toolUseId: `tooluse_${number}_${at}`, name, input: args },
          })),
        ],
      },
    },
  }),
  dress: (request) => withLast(request, 'messages', withPoint),
}

function withPoint(message: JsonObject): JsonObject {
  return { ...message, content: [...objectsOf(message.content), POINT] }
}
