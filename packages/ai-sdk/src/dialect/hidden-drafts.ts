import type { HiddenCalls, HiddenStream } from '@headroom/core'
import type { CallOptions } from '../types/call-options.ts'
import type { GenerateReply, StreamPart } from '../types/reply.ts'
import { hidden } from './hidden.ts'

/**
 * How calls are hidden where the answer is to be a JSON object. The AI SDK reads all texts of a step as that one object, so what is
 * said before a hidden call ("Let me look closer.") is not shown. What begins as an object always is.
 */
export const hiddenWithDrafts: HiddenCalls<CallOptions, GenerateReply> = {
  ...hidden,
  shown: ([first, ...others], ...how) => {
    const last = others.length
    const said = [first, ...others].map((reply, round) => (round < last ? withoutDraft(reply) : reply))
    return hidden.shown([said[0] ?? first, ...said.slice(1)], ...how)
  },
  stream: (...how) => withoutDrafts(hidden.stream(...how)),
}

function withoutDraft(reply: GenerateReply): GenerateReply {
  const said = reply.content.map(({ type, text = '' }) => (type === 'text' ? text : '')).join('')
  return beginsObject(said) ? reply : { ...reply, content: reply.content.filter(({ type }) => type !== 'text') }
}

/** Holds a round from its first text on until that begins an object or the round is over. */
function withoutDrafts(all: HiddenStream): HiddenStream {
  let held: StreamPart[] = []
  let isObject: boolean | undefined

  return {
    ...all,
    push(event) {
      for (const part of all.push(event) as readonly StreamPart[]) {
        if (part.type === 'text-delta' && part.delta?.trim() !== '') isObject ??= beginsObject(part.delta ?? '')
        held.push(part)
      }
      return isObject !== true && held.some(isOfText) ? [] : held.splice(0)
    },
    next() {
      all.next()
      held = held.filter((part) => !isOfText(part))
      isObject = undefined
    },
    end: () => [...held.splice(0), ...all.end()],
    failed: (...why) => [...held.splice(0), ...all.failed(...why)],
  }
}

function beginsObject(text: string): boolean {
  return text.trimStart().startsWith('{')
}

function isOfText({ type }: StreamPart): boolean {
  return type.startsWith('text-')
}
