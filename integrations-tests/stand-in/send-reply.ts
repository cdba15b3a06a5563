import type { ServerResponse } from 'node:http'
import type { Frame } from './room.ts'
import type { Reply } from './reply.ts'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * Writes a reply to its socket, as JSON or event by event. Stops where the client has gone.
 *
 * @param delayMilliseconds Wait before each event.
 */
export async function sendReply(outgoing: ServerResponse, reply: Reply, delayMilliseconds: number): Promise<void> {
  if (reply.frames === undefined) {
    outgoing.writeHead(reply.status, { 'content-type': 'application/json', 'request-id': REQUEST_ID })
    outgoing.end(JSON.stringify(reply.body))
    return
  }
  outgoing.writeHead(reply.status, { 'content-type': 'text/event-stream; charset=utf-8', 'request-id': REQUEST_ID })
  let sent = 0
  for (const frame of reply.frames) {
    if (sent++ >= (reply.cutAfterFrames ?? Infinity)) {
      outgoing.destroy()
      return
    }
    if (delayMilliseconds > 0) await wait(delayMilliseconds)
    if (outgoing.destroyed) return
    await written(outgoing, eventText(frame))
  }
  outgoing.end()
}

const REQUEST_ID = 'req_stand_in'

function eventText({ event, data }: Frame): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data)
  return `${event === undefined ? '' : `event: ${event}\n`}data: ${text}\n\n`
}

/** Resolves when the text has left the process, or the client has gone. A cut then loses none of it. */
function written(outgoing: ServerResponse, text: string): Promise<void> {
  return new Promise((resolve) => outgoing.write(text, () => resolve()))
}
