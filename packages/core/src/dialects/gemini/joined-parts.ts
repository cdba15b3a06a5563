import type { WireObject } from '../wire-value.ts'
import { objectOf, stringOf } from '../wire-value.ts'
import { createPartialArgs } from './partial-args.ts'

/** The parts of one streamed content, joined as far as that is allowed. */
export interface JoinedParts {
  /** Takes the next part, of any type. */
  push(part: unknown): void
  /** The parts so far, as a new list. */
  parts(): readonly unknown[]
}

/**
 * Joins texts of the same kind (said, or thought) that come after one another, as the API does in a whole reply. A part with a
 * signature, or with anything beside its text, stays by itself, empty text or not: a signature goes back on the very part it came on.
 * Empty texts without one are dropped. Calls come whole; where their arguments are streamed, they are put together.
 */
export function createJoinedParts(): JoinedParts {
  const parts: Part[] = []
  return {
    push(value) {
      const part = objectOf(value)
      const last = parts.at(-1)
      const call = objectOf(part?.['functionCall'])
      if (part === undefined) parts.push({ value })
      else if (call !== undefined && last?.open !== undefined && call['name'] === undefined) last.open.push(part, call)
      else if (call?.['willContinue'] === true || call?.['partialArgs'] !== undefined)
        parts.push({ open: openCall(part, call) })
      else if (!isPlainText(part)) parts.push({ value: part })
      else if (joins(objectOf(last?.value), part)) parts[parts.length - 1] = { value: joined(last?.value, part) }
      else if (part['text'] !== '') parts.push({ value: part })
    },
    parts: () => parts.map(({ value, open }) => open?.part() ?? value),
  }
}

/** A part, or the call that one will be. */
interface Part {
  readonly value?: unknown
  readonly open?: OpenCall
}

/** A call whose arguments come in pieces, of which the first has the name. The pieces after it have none. */
interface OpenCall {
  push(part: WireObject, piece: WireObject): void
  part(): WireObject
}

function openCall(first: WireObject, firstPiece: WireObject): OpenCall {
  let beside: WireObject = {}
  let members: WireObject = {}
  const pieces = createPartialArgs()
  const open: OpenCall = {
    push(part, piece) {
      beside = { ...beside, ...part }
      members = { ...members, ...piece }
      pieces.push(piece['partialArgs'])
    },
    part() {
      const { willContinue: _, partialArgs: __, args, ...call } = members
      return { ...beside, functionCall: { ...call, args: { ...objectOf(args), ...pieces.args() } } }
    },
  }
  open.push(first, firstPiece)
  return open
}

function isPlainText(part: WireObject | undefined): part is WireObject {
  return typeof part?.['text'] === 'string' && Object.keys(part).every((name) => name === 'text' || name === 'thought')
}

function joins(last: WireObject | undefined, part: WireObject): boolean {
  return isPlainText(last) && Boolean(last['thought']) === Boolean(part['thought'])
}

function joined(last: unknown, part: WireObject): WireObject {
  return { ...objectOf(last), text: stringOf(objectOf(last)?.['text']) + stringOf(part['text']) }
}
