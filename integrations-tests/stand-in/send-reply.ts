import type { ServerResponse } from 'node:http'
import type { Reply, ReplyStream } from './reply.ts'
import type { Sink } from './send-pieces.ts'
import { FRAME_WRITERS } from './frame-writer.ts'
import { sendPieces } from './send-pieces.ts'

/**
 * Writes a reply to its socket, as JSON or frame by frame, with the faults that the script asks for.
 *
 * @param delayMilliseconds Wait before each frame.
 * @returns Whether the client hung up before the whole reply had left.
 */
export async function sendReply(outgoing: ServerResponse, reply: Reply, delayMilliseconds: number): Promise<boolean> {
  const { stream, faults } = reply
  if (stream !== undefined) {
    const { contentType } = FRAME_WRITERS[stream.framing]
    const sink = sinkOf(outgoing, reply, { 'content-type': contentType })
    return (await sendPieces(piecesOf(stream), sink, faults, delayMilliseconds)) === 'abandoned'
  }
  const body = new TextEncoder().encode(JSON.stringify(reply.body))
  const sink = sinkOf(outgoing, reply, { 'content-type': 'application/json', 'content-length': String(body.length) })
  const { cutAfterFrames: _, stall, ...cut } = faults
  const atStart = stall === undefined ? cut : { ...cut, stall: { ...stall, afterFrames: 0 } }
  return (await sendPieces([body], sink, atStart, 0)) === 'abandoned'
}

const REQUEST_ID = 'req_stand_in'

function* piecesOf({ framing, frames }: ReplyStream): Iterable<Uint8Array> {
  const writer = FRAME_WRITERS[framing]
  let count = 0
  for (const frame of frames) yield writer.write(frame, count++)
  const end = writer.end(count)
  if (end.length > 0) yield end
}

function sinkOf(outgoing: ServerResponse, reply: Reply, headers: Readonly<Record<string, string>>): Sink {
  const closed = new AbortController()
  outgoing.on('close', () => closed.abort())
  return {
    closed: closed.signal,
    begin() {
      outgoing.writeHead(reply.status, { 'request-id': REQUEST_ID, ...headers, ...reply.headers })
      outgoing.flushHeaders()
    },
    write: (piece) => new Promise((resolve) => outgoing.write(piece, () => resolve())),
    end: () => new Promise((resolve) => outgoing.end(() => resolve(outgoing.writableFinished))),
    drop: () => outgoing.destroy(),
  }
}
