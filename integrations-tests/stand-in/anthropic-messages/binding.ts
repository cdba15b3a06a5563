import type { JsonObject } from '../json-value.ts'
import { createHash } from 'node:crypto'
import { digest } from '../digest.ts'
import { objectsOf, stringOf } from '../json-value.ts'
import { blocksOf, renderBlock } from './blocks.ts'

/** A thinking block in a request, and what stands before it there. */
export interface BoundThinking {
  /** Index of the message. */
  readonly message: number
  /** Index of the block in its message. */
  readonly block: number
  /** Its text, as it stands in the request. */
  readonly thinking: string
  /** Its signature, as it stands in the request. */
  readonly signature: string
  /** Where the block stands: what its signature must speak of. */
  readonly place: Place
}

/** A place in a conversation, as a signature remembers it. */
export interface Place {
  /** Hash of system, tools and every earlier block that is no thinking. */
  readonly prefix: string
  /** The signature of the thinking block before; empty where there is none. */
  readonly previous: string
}

/** How a signature compares with the block it stands in. */
export type Verdict = 'valid' | 'tampered' | 'bound elsewhere'

/**
 * The thinking blocks of a request and the place of the next one, in one pass.
 *
 * The model of Claude's preserved thinking: a block is bound to system, tools and messages before it, `cache_control` left
 * out; earlier thinking is no part of that prefix but forms a chain, of which the start may be dropped.
 */
export function readBindings(request: JsonObject): { readonly bound: readonly BoundThinking[]; readonly next: Place } {
  const hash = createHash('sha256').update(renderBlock([blocksOf(request.system), request.tools ?? []]))
  const bound: BoundThinking[] = []
  let previous = ''
  let speaker = ''
  const placeFor = (role: string): Place => {
    const prefix = hash.copy().update(role === speaker ? '' : `\n${role}\n`)
    return { prefix: prefix.digest('hex'), previous }
  }
  for (const [message, { role, content }] of objectsOf(request.messages).entries()) {
    for (const [block, value] of blocksOf(content).entries()) {
      if (value.type === 'redacted_thinking') continue
      if (value.type === 'thinking') {
        const signature = stringOf(value.signature)
        bound.push({ message, block, thinking: stringOf(value.thinking), signature, place: placeFor(stringOf(role)) })
        previous = signature
        continue
      }
      if (role !== speaker) hash.update(`\n${stringOf(role)}\n`)
      speaker = stringOf(role)
      hash.update(renderBlock(value))
    }
  }
  return { bound, next: placeFor('assistant') }
}

/** The signature of a thinking block made at a place. */
export function signThinking(thinking: string, { prefix, previous }: Place): string {
  return [thinking, prefix, previous].map((part) => digest(`${KEY}${part}`)).join('.')
}

/** Whether a block is the one that was signed, and stands where it was signed. */
export function judgeThinking({ thinking, signature, place }: BoundThinking): Verdict {
  const [text, prefix, previous, ...rest] = signature.split('.')
  const [ownText, ownPrefix, ownPrevious] = signThinking(thinking, place).split('.')
  if (text !== ownText || prefix === undefined || previous === undefined || rest.length > 0) return 'tampered'
  if (prefix !== ownPrefix) return 'bound elsewhere'
  return place.previous === '' || previous === ownPrevious ? 'valid' : 'bound elsewhere'
}

/** Part of every signature, so that a hash of the text alone is not one. */
const KEY = 'stand-in thinking '
