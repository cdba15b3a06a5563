import type { HiddenStream, IsHidden } from '@headroom/core'
import type { Answer } from '../types/reply.ts'
import type { Message } from '../types/request.ts'
import { type CallFilter, createCallFilter } from './call-filter.ts'
import { endedByItself, indexOf, ITEM_IDS, withoutCalls, withoutRawCalls } from './hidden-call.ts'
import { createToldOnce } from './told-once.ts'
import { withMembers } from './with-members.ts'

/**
 * The chunks of all rounds as those of one message: the first round's id, blocks told apart by round, hidden calls left out, and what is
 * told once in a message told once. Usage passes in each round: LangChain sums it where chunks are joined.
 */
export function createHiddenChunks(isHidden: IsHidden): HiddenStream {
  const told = { kwargs: createToldOnce(), metadata: createToldOnce() }
  let [rounds, base] = [0, 0]
  let id: string | undefined
  let round = createRound(isHidden)

  function push(event: unknown): readonly unknown[] {
    if (!isChunk(event)) return [event]
    const { message } = event
    if (rounds === 0) id ??= message.id
    const { said, isCut, isSaying } = saidIn(message)
    const isHeld = round.blocks.hides() || round.calls.hides()
    const { shown, held } = sorted(event, isHeld)
    if (rounds === 0 && !isHeld && !isToldOf(message, isHidden)) return [event]
    if (isHeld && holds(held)) round.held.push(rebuilt(event, { ...NOTHING_SAID, id }, '', held))
    const isNews =
      isSaying || message.usage_metadata !== undefined || hasMembers(shown.kwargs) || 'output' in shown.metadata
    return isHeld && !isNews ? [] : [rebuilt(event, { ...said, id }, isCut ? '' : event.text, shown)]
  }

  /** What a message says beside hidden calls. */
  function saidIn(message: ChunkMessage): Said {
    const [name, given] = callsIn(message)
    const calls = round.calls.own(given)
    const content = typeof message.content === 'string' ? message.content : round.blocks.own(message.content)
    round.isWaiting ||= calls.length > 0
    const isCut = content.length < message.content.length || calls.length < given.length
    const left = calls.length === 0 ? NO_CALLS : callsOf(message, isHidden)
    return {
      said: { ...left, [name]: moved(calls), content: typeof content === 'string' ? content : moved(content) },
      isCut,
      isSaying: content.length + calls.length > 0,
    }
  }

  function sorted({ message, generationInfo }: Chunk, isHeld: boolean): Readonly<Record<'shown' | 'held', Records>> {
    const kwargs = told.kwargs.sorted(rawKwargs(message, round.calls), isHeld)
    const own = withoutRawCalls(message.response_metadata ?? {}, isHidden, round.calls.ids)
    const metadata = told.metadata.sorted(own, isHeld)
    const info = told.metadata.sorted(generationInfo, isHeld)
    return {
      shown: { kwargs: kwargs.shown, metadata: metadata.shown, info: info.shown },
      held: { kwargs: kwargs.held, metadata: metadata.held, info: info.held },
    }
  }

  function moved(pieces: readonly object[]): readonly object[] {
    if (base === 0) return pieces
    return pieces.map((piece) => {
      const place = indexOf(piece)
      return typeof place === 'number' ? { ...piece, index: base + place } : piece
    })
  }

  return {
    push,
    holds: () => rounds > 0 || round.blocks.hides() || round.calls.hides(),
    next() {
      base += Math.max(round.blocks.end(), round.calls.end())
      rounds++
      told.kwargs.next()
      told.metadata.next()
      round = createRound(isHidden)
    },
    end: () => (round.isWaiting ? round.held : round.held.map(ended)),
    // As models do.
    failed(_, error) {
      throw error
    },
  }
}

/** A `ChatGenerationChunk`. */
interface Chunk extends Answer {
  readonly message: ChunkMessage
}

interface ChunkMessage extends Message {
  readonly tool_call_chunks?: readonly object[]
}

type Members = Readonly<Record<string, unknown>>

/** What a chunk tells beside what is said. */
interface Records {
  readonly kwargs: Members
  readonly metadata: Members
  readonly info: Members
}

interface Said {
  readonly said: Members
  /** Whether something of it is hidden. */
  readonly isCut: boolean
  readonly isSaying: boolean
}

/** What is known of a round so far. */
interface Round {
  readonly blocks: CallFilter
  readonly calls: CallFilter
  /** What tells of the end of a round with hidden calls. */
  readonly held: Chunk[]
  /** Whether the client has something to answer. */
  isWaiting: boolean
}

function createRound(isHidden: IsHidden): Round {
  return { blocks: createCallFilter(isHidden), calls: createCallFilter(isHidden), held: [], isWaiting: false }
}

function isChunk(event: unknown): event is Chunk {
  const { message }: Partial<Chunk> = Object(event)
  return message?.type === 'ai' && message.content !== undefined
}

const NO_CALLS = { tool_call_chunks: [], tool_calls: [], invalid_tool_calls: [] }

const NOTHING_SAID = { ...NO_CALLS, content: '', usage_metadata: undefined }

/** Pieces of calls, or where a chunk has none the calls that it holds whole. */
function callsIn(message: ChunkMessage): readonly [string, readonly object[]] {
  const { tool_call_chunks: pieces = [] } = message
  return pieces.length > 0 ? ['tool_call_chunks', pieces] : ['tool_calls', message.tool_calls ?? []]
}

/** Whether a provider repeats a hidden tool's declaration. */
function isToldOf({ response_metadata = {} }: ChunkMessage, isHidden: IsHidden): boolean {
  const { tools } = response_metadata
  return withoutCalls(tools, isHidden) !== tools
}

function callsOf({ tool_calls, invalid_tool_calls }: ChunkMessage, isHidden: IsHidden): Members {
  return {
    tool_calls: withoutCalls(tool_calls, isHidden),
    invalid_tool_calls: withoutCalls(invalid_tool_calls, isHidden),
  }
}

/** What a message tells in its provider's words, where calls are repeated piece by piece, without the hidden ones. */
function rawKwargs({ additional_kwargs = {} }: ChunkMessage, calls: CallFilter): Members {
  const { tool_calls: raw, [ITEM_IDS]: ids, ...others } = additional_kwargs
  const own = Array.isArray(raw) ? calls.own(raw) : []
  const kept = Object.entries(Object(ids)).filter(([id]) => !calls.ids.has(id))
  return {
    ...others,
    ...(own.length === 0 ? {} : { tool_calls: own }),
    ...(kept.length === 0 ? {} : { [ITEM_IDS]: Object.fromEntries(kept) }),
  }
}

function hasMembers(members: Members): boolean {
  return Object.keys(members).length > 0
}

function holds({ kwargs, metadata, info }: Records): boolean {
  return hasMembers(kwargs) || hasMembers(metadata) || hasMembers(info)
}

function rebuilt(event: Chunk, said: Members, text: string | undefined, { kwargs, metadata, info }: Records): Chunk {
  const message = withMembers(event.message, { ...said, additional_kwargs: kwargs, response_metadata: metadata })
  return withMembers(event, { message, text, generationInfo: info })
}

function ended(chunk: Chunk): Chunk {
  const { additional_kwargs = {}, response_metadata = {} } = chunk.message
  const info = endedByItself(chunk.generationInfo ?? {})
  return rebuilt(chunk, {}, '', {
    kwargs: endedByItself(additional_kwargs),
    metadata: endedByItself(response_metadata),
    info,
  })
}
