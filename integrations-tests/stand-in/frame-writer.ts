import { writeFrame } from '@headroom/core'
import type { Frame, Framing } from './room.ts'

/** Writes the frames of one stream. */
export interface FrameWriter {
  /** Of the reply. */
  readonly contentType: string
  /**
   * The bytes of a frame.
   *
   * @param at Frames before it.
   */
  write(frame: Frame, at: number): Uint8Array
  /** The bytes after the last of `count` frames; none where the format has no end. */
  end(count: number): Uint8Array
}

/** The writer of each framing. */
export const FRAME_WRITERS: Readonly<Record<Framing, FrameWriter>> = {
  sse: {
    contentType: 'text/event-stream; charset=utf-8',
    write: ({ event, data }) =>
      encoded(
        `${event === undefined ? '' : `event: ${event}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`,
      ),
    end: () => encoded(''),
  },
  'aws-event-stream': {
    contentType: 'application/vnd.amazon.eventstream',
    write: ({ event = '', data, exception }) =>
      writeFrame({
        headers: [
          header(exception === undefined ? ':event-type' : ':exception-type', exception ?? event),
          header(':content-type', 'application/json'),
          header(':message-type', exception === undefined ? 'event' : 'exception'),
        ],
        payload: encoded(JSON.stringify(data)),
      }),
    end: () => encoded(''),
  },
  'json-array': {
    contentType: 'application/json; charset=UTF-8',
    write: ({ data }, at) => encoded(`${at === 0 ? '[' : ',\r\n'}${JSON.stringify(data)}`),
    end: (count) => encoded(count === 0 ? '[]' : ']'),
  },
}

const ENCODER = new TextEncoder()

function encoded(text: string): Uint8Array {
  return ENCODER.encode(text)
}

function header(
  name: string,
  value: string,
): { readonly name: string; readonly type: 'string'; readonly value: string } {
  return { name, type: 'string', value }
}
