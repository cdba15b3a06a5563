import { objectOf, stringOf } from '../dialects/wire-value.ts'
import type { BrokenFrame, Frame } from './frame.ts'
import { headerText } from './frame.ts'

/**
 * The event that a frame of Bedrock carries, as the stream readers of dialects take it: of ConverseStream an object named by its
 * only key, `{ contentBlockDelta: { … } }`; of InvokeModelWithResponseStream the model's own event, from inside its `chunk`.
 * Exceptions are named as they are: `{ throttlingException: { message: '…' } }`.
 *
 * @returns Undefined for frames without a type, whose JSON cannot be read, or that are broken.
 */
export function bedrockEventOf(frame: Frame | BrokenFrame): unknown {
  if ('problem' in frame) return undefined
  const name = headerText(frame, ':event-type') ?? headerText(frame, ':exception-type')
  if (name === undefined) return undefined
  try {
    const payload: unknown = JSON.parse(DECODER.decode(frame.payload))
    return name === 'chunk'
      ? JSON.parse(DECODER.decode(bytesOfBase64(objectOf(payload)?.['bytes'])))
      : { [name]: payload }
  } catch {
    // Neither JSON nor base64: no event of Bedrock.
    return undefined
  }
}

const DECODER = new TextDecoder()

function bytesOfBase64(base64: unknown): Uint8Array {
  return Uint8Array.from(atob(stringOf(base64)), (character) => character.charCodeAt(0))
}
