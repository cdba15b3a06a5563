import type { StreamReader } from '../../types/stream.ts'
import type { WireObject } from '../wire-value.ts'
import { countOf, listOf, objectOf, toldBy } from '../wire-value.ts'
import type { ChatReply } from './reply.ts'
import { createMessage, type StreamedMessage } from './streamed-message.ts'

/**
 * Puts a completion together from the chunks of `stream: true`. The caller leaves out the closing `[DONE]`, which is no JSON.
 *
 * Members of the chunks (`usage`, in a last chunk without choices) are the completion's, the latest of each. Log probabilities are
 * left out. An `error` leaves what came so far and stands beside it.
 */
export function readStream(): StreamReader<ChatReply> {
  let reply: WireObject | undefined
  const choices = new Map<number, StreamedChoice>()
  return {
    push(event) {
      const chunk = objectOf(event)
      if (chunk === undefined || !(Array.isArray(chunk['choices']) || objectOf(chunk['error']))) return
      reply = { ...reply, ...toldBy(chunk) }
      for (const choice of listOf(chunk['choices']).map(objectOf)) {
        if (choice !== undefined) pushChoice(choices, choice)
      }
    },
    reply() {
      if (reply === undefined || !('choices' in reply)) return reply
      const inOrder = [...choices].sort(([left], [right]) => left - right)
      return { ...reply, object: 'chat.completion', choices: inOrder.map(valueOf) }
    },
  }
}

interface StreamedChoice {
  /** Members beside the message, the latest of each. */
  members: WireObject
  readonly message: StreamedMessage
}

/** Choices are told apart by their index. Where it is missing, there is only one. */
function pushChoice(choices: Map<number, StreamedChoice>, { index: given, delta, ...beside }: WireObject): void {
  const index = countOf(given) ?? 0
  const choice = choices.get(index) ?? { members: {}, message: createMessage() }
  choices.set(index, choice)
  // Perplexity repeats in each chunk the message so far; the text of a chunk is Hugging Face's.
  const { message: _message, text: _text, logprobs: _logprobs, ...members } = toldBy(beside)
  choice.members = { ...choice.members, ...members }
  choice.message.push(objectOf(delta) ?? {})
}

function valueOf([index, { members, message }]: readonly [number, StreamedChoice]): WireObject {
  return { index, message: message.value(), finish_reason: null, ...members }
}
