import type { JsonObject } from '../json-value.ts'
import type { Refusal, Room } from '../room.ts'
import type { ConnectionMemory } from './item-memory.ts'
import { stringOf } from '../json-value.ts'
import { openaiError } from '../openai-error.ts'
import { prepareOpenaiResponses } from './answer.ts'

/**
 * The room of one WebSocket connection: messages `{ type: 'response.create', … }` in, the events of a stream out. A warm-up
 * (`generate: false`) is answered without a turn, errors have their status with them, and `previous_response_id` finds the latest
 * reply of the connection even where it was not to be stored, until a request that continues from it fails.
 *
 * Source: OpenAI's guide to WebSocket mode, 2026-11. Lanes (`stream_id`) and steering are left out.
 */
export function connectOpenaiResponses(room: Room, memory: ConnectionMemory): Room {
  let previous = ''
  return {
    ...room,
    aside: () => undefined,
    check(message, url) {
      previous = stringOf(message.previous_response_id)
      return message.type === 'response.create' ? room.check(bodyOf(message), url) : unknownType(message)
    },
    prepare: (message) => (message.generate === false ? prepareOpenaiResponses(bodyOf(message), memory) : undefined),
    read: (message, url) => room.read(bodyOf(message), url),
    answer: (message, turn, url) => room.answer(bodyOf(message), turn, url),
    refuse(refusal) {
      memory.forget(previous)
      return { type: 'error', status: refusal.status, ...openaiError(refusal) }
    },
    refuseInStream(refusal, stream) {
      memory.forget(previous)
      return room.refuseInStream(refusal, stream)
    },
  }
}

/** A message as the same request would come over HTTP. */
function bodyOf(message: JsonObject): JsonObject {
  const { type: _, generate: __, ...body } = message
  return { ...body, stream: true }
}

function unknownType({ type }: JsonObject): Refusal {
  const message = `Invalid value: '${stringOf(type)}'. Supported values are: 'response.create'.`
  return { status: 400, type: 'invalid_request_error', message, param: 'type', code: 'invalid_value' }
}
