import { eventFraming, type Framing } from '@headroom/core'

/** The framing of InvokeModelWithResponseStream: the model's own events as JSON, each in the bytes of a `chunk`. */
export function chunkFraming(): Framing<unknown> {
  return {
    ...eventFraming(),
    push: (chunk) => [{ chunk, event: eventIn(chunk) }],
    write: (event) => ({ chunk: { bytes: new TextEncoder().encode(JSON.stringify(event)) } }),
  }
}

function eventIn(chunk: unknown): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(Object(chunk).chunk.bytes))
  } catch {
    // Something else than an event of the model.
    return undefined
  }
}
