import type { Frame, Refusal, Room, RoomSettings } from './room.ts'
import type { Script } from './script.ts'
import { createAnthropicMessages } from './anthropic-messages/index.ts'
import { countInputTokens } from './anthropic-messages/usage.ts'
import { createChooseTurn } from './choose-turn.ts'
import { objectOf } from './json-value.ts'
import { createOpenaiChat } from './openai-chat/index.ts'
import { createOpenaiResponses } from './openai-responses/index.ts'

/** What goes back to the client. */
export interface Reply {
  /** HTTP status. */
  readonly status: number
  /** The JSON body, where there are no frames. */
  readonly body: unknown
  /** The events of a stream. Undefined: the body is the answer. */
  readonly frames?: Iterable<Frame>
  /** Events before the connection drops. Undefined: never. */
  readonly cutAfterFrames?: number
  /** Assistant turns before the one served; undefined where none was. */
  readonly turn: number | undefined
  /** Why the request was refused; undefined where it was not. */
  readonly refusal: string | undefined
}

/** Decides the reply to a request, given as method, path with query, and parsed body (undefined: no JSON). */
export type ReplyTo = (method: string, url: string, body: unknown) => Reply

/**
 * The whole stand-in but for its socket: finds the room, checks the request, chooses the turn and answers.
 *
 * @param maximumRequests Every request beyond this one is refused.
 */
export function createReply(script: Script, settings: RoomSettings, maximumRequests: number): ReplyTo {
  const rooms = [createAnthropicMessages(settings), createOpenaiChat(settings), createOpenaiResponses(settings)]
  const chooseTurn = createChooseTurn(script)
  let received = 0
  return (method, url, body) => {
    const path = url.split('?', 1)[0] ?? ''
    const room = rooms.find((candidate) => candidate.matches(path))
    const request = objectOf(body)
    received += 1
    if (received > maximumRequests) return refused(room, tooMany(maximumRequests))
    if (method !== 'POST') return refused(room, noRoute(method, path))
    if (path.endsWith('/messages/count_tokens')) return counted(countInputTokens(request))
    if (room === undefined) return refused(room, noRoute(method, path))
    if (body === undefined) return refused(room, NO_JSON)
    const fault = room.check(request)
    if (fault !== undefined) return refused(room, fault)
    const reading = room.read(request)
    const choice = chooseTurn(reading)
    if ('refusal' in choice) return refused(room, choice.refusal)
    const answer = room.answer(request, choice.turn)
    const { index, cutAfterFrames } = choice.turn
    const stream = reading.wantsStream ? { frames: answer.frames, cutAfterFrames } : {}
    return { status: 200, body: answer.body, ...stream, turn: index, refusal: undefined }
  }
}

const NO_JSON: Refusal = { status: 400, type: 'invalid_request_error', message: 'The request body is not valid JSON.' }

function refused(room: Room | undefined, refusal: Refusal): Reply {
  const { status, type, message } = refusal
  const body = room === undefined ? { type: 'error', error: { type, message } } : room.refuse(refusal)
  return { status, body, turn: undefined, refusal: message }
}

function counted(tokens: number): Reply {
  return { status: 200, body: { input_tokens: tokens }, turn: undefined, refusal: undefined }
}

function noRoute(method: string, path: string): Refusal {
  return { status: 404, type: 'not_found_error', message: `The stand-in has no ${method} ${path}.` }
}

function tooMany(maximum: number): Refusal {
  return { status: 403, type: 'permission_error', message: `The stand-in answers ${maximum} requests and no more.` }
}
