import type { JsonObject } from './json-value.ts'
import type { Frame, Framing, Refusal, Room, RoomSettings } from './room.ts'
import type { Script, ScriptedFaults } from './script.ts'
import { createAnthropicMessages } from './anthropic-messages/index.ts'
import { createBedrockConverse } from './bedrock-converse/index.ts'
import { createBedrockInvoke } from './bedrock-invoke/index.ts'
import { createChooseTurn } from './choose-turn.ts'
import { createGemini } from './gemini/index.ts'
import { objectOf } from './json-value.ts'
import { createOpenaiChat } from './openai-chat/index.ts'
import { createOpenaiResponses } from './openai-responses/index.ts'
import { scriptedRefusal } from './scripted-refusal.ts'

/** What goes back to the client. */
export interface Reply {
  /** HTTP status. */
  readonly status: number
  /** Headers beside the content type, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  /** The JSON body, where there is no stream. */
  readonly body: unknown
  /** The reply as a stream, the scripted error event included. Undefined: the body is the answer. */
  readonly stream: ReplyStream | undefined
  /** What goes wrong on the way, beside the error event. */
  readonly faults: ScriptedFaults
  /** Assistant turns before the one served; undefined where none was. */
  readonly turn: number | undefined
  /** Why the request was refused; undefined where it was not. */
  readonly refusal: string | undefined
}

/** A reply in pieces. */
export interface ReplyStream {
  /** How they are written. */
  readonly framing: Framing
  /** The pieces. Read at most once. */
  readonly frames: Iterable<Frame>
}

/** What a stand-in replies. */
export interface Replies {
  /** The reply to a request, given as method, path with query, and parsed body (undefined: no JSON). */
  reply(method: string, url: string, body: unknown): Reply
  /** What replies to the messages of a new WebSocket, each given as parsed (undefined: no JSON). Undefined: none is taken there. */
  connect(url: string): ((message: unknown) => Reply) | undefined
}

/**
 * The whole stand-in but for its socket: finds the room, checks the request, chooses the turn and answers.
 *
 * @param maximumRequests Every request beyond this one is refused.
 */
export function createReplies(script: Script, settings: RoomSettings, maximumRequests: number): Replies {
  const rooms: readonly Room[] = [
    createAnthropicMessages(settings),
    createOpenaiChat(settings),
    createOpenaiResponses(settings),
    createGemini(settings),
    createBedrockConverse(settings),
    createBedrockInvoke(settings),
  ]
  const chooseTurn = createChooseTurn(script)
  let received = 0

  function answer(room: Room, request: JsonObject, url: string): Reply {
    const aside = room.aside?.(request, url)
    if (aside !== undefined) return { ...NOTHING, body: aside }
    const fault = room.check(request, url)
    if (fault !== undefined) return refused(room, fault)
    const prepared = room.prepare?.(request)
    if (prepared !== undefined) return { ...NOTHING, stream: { framing: 'sse', frames: prepared.frames } }
    const reading = room.read(request, url)
    const choice = chooseTurn(reading)
    if ('refusal' in choice) return refused(room, choice.refusal)
    const { index, faults } = choice.turn
    const { body, frames } = room.answer(request, choice.turn, url)
    if (!reading.wantsStream) return { ...NOTHING, body, faults, turn: index }
    const stream = { framing: room.framing?.(url) ?? 'sse', frames: interrupted(frames, body, room, faults) }
    return { ...NOTHING, body, stream, faults, turn: index }
  }

  function replyIn(room: Room, url: string, body: unknown): Reply {
    return body === undefined ? refused(room, NO_JSON) : answer(room, objectOf(body), url)
  }

  function roomAt(url: string): Room | undefined {
    const path = pathOf(url)
    return rooms.find((room) => room.matches(path))
  }

  return {
    reply(method, url, body) {
      const room = roomAt(url)
      received += 1
      if (received > maximumRequests) return refused(room, tooMany(maximumRequests))
      if (method === 'POST' && room !== undefined) return replyIn(room, url, body)
      return refused(room, noRoute(method, pathOf(url)))
    },
    connect(url) {
      const room = roomAt(url)?.connect?.()
      if (room === undefined) return undefined
      return (message) => {
        received += 1
        return received > maximumRequests ? refused(room, tooMany(maximumRequests)) : replyIn(room, url, message)
      }
    },
  }
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? ''
}

const NOTHING: Reply = {
  status: 200,
  headers: {},
  body: undefined,
  stream: undefined,
  faults: {},
  turn: undefined,
  refusal: undefined,
}

const NO_JSON: Refusal = { status: 400, type: 'invalid_request_error', message: 'The request body is not valid JSON.' }

function refused(room: Room | undefined, refusal: Refusal): Reply {
  const { status, type, message, retryAfterSeconds } = refusal
  const body = room === undefined ? { type: 'error', error: { type, message } } : room.refuse(refusal)
  const retry = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }
  return { ...NOTHING, status, headers: { ...room?.refusalHeaders?.(refusal), ...retry }, body, refusal: message }
}

/** The frames up to a scripted error event, and the event. */
function* interrupted(
  frames: Iterable<Frame>,
  body: unknown,
  room: Room,
  { errorEvent }: ScriptedFaults,
): Iterable<Frame> {
  let sent = 0
  for (const frame of frames) {
    if (sent === errorEvent?.afterFrames) {
      yield room.refuseInStream(scriptedRefusal(errorEvent), { sent, body })
      return
    }
    yield frame
    sent += 1
  }
}

function noRoute(method: string, path: string): Refusal {
  return { status: 404, type: 'not_found_error', message: `The stand-in has no ${method} ${path}.` }
}

function tooMany(maximum: number): Refusal {
  return { status: 403, type: 'permission_error', message: `The stand-in answers ${maximum} requests and no more.` }
}
