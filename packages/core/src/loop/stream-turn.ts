import { messageOf } from '../errors.ts'
import type { Dialect } from '../types/dialect.ts'
import { RETRIEVE_TOOL_NAME } from '../retrieve/tool.ts'
import type { HiddenStream } from '../types/hidden.ts'
import type { Sent } from './draft.ts'
import { isRetrieve, type Rounds } from './rounds.ts'

/** How events stand in the chunks of a stream: each event a chunk, or bytes in which they are framed. */
export interface Framing<Chunk> {
  /** Takes the next chunk of a round: what is whole now, in order. */
  push(chunk: Chunk): readonly Framed<Chunk>[]
  /** What is left at the end of a round. */
  rest(): readonly Framed<Chunk>[]
  /**
   * Whether chunks may hold a text, so that what is in them has to be read. Absent where that cannot be told without reading.
   *
   * @param text Plain ASCII.
   */
  mentions?(chunks: readonly Chunk[], text: string): boolean
  /** Whether a piece says that a round is over and nothing else: it is the client's only in the last. */
  isEnd(piece: Framed<Chunk>): boolean
  /** A chunk that holds an event, framed as those that came. */
  write(event: unknown): Chunk
  /** Chunks that came as they are, side by side, as one. */
  joined(chunks: readonly Chunk[]): readonly Chunk[]
}

/** A piece of a stream. */
export interface Framed<Chunk> {
  /** Its bytes, or what else it came as. */
  readonly chunk: Chunk
  /** The event in it; undefined where it holds none. Read when it is asked for, and then only once. */
  readonly event: unknown
}

/** What a streamed turn needs beside its rounds. */
export interface StreamTurn<Request, Reply, Chunk> {
  /** The request's. Where it cannot hide calls, the stream stays as it is. */
  readonly dialect: Pick<Dialect<Request, Reply>, 'hidden' | 'readStream'>
  /** Of the turn. */
  readonly rounds: Rounds<Request, Reply>
  /** Hidden exchanges in the request. */
  readonly exchanges: number
  /** Starts the framing of a round. */
  readonly framing: () => Framing<Chunk>
  /** Sends a further request. A failure is told in the stream, as when a provider fails in the middle of one. */
  readonly ask: (sent: Sent<Request>) => PromiseLike<ReadableStream<Chunk>>
  /** Where it has aborted, a failure is the stream's own. */
  readonly signal?: AbortSignal | undefined
}

/**
 * The streams of all rounds as the one that the client gets. Each piece is handed on when it is asked for, nothing is read ahead, and
 * nothing is held but hidden calls and, where there were some, the end.
 */
export function streamTurn<Request, Reply, Chunk>(
  first: ReadableStream<Chunk>,
  turn: StreamTurn<Request, Reply, Chunk>,
): ReadableStream<Chunk> {
  const { hidden } = turn.dialect
  return hidden === undefined
    ? first
    : shownStream(first, turn, hidden.stream(isRetrieve, turn.exchanges, turn.rounds.mustSee))
}

function shownStream<Request, Reply, Chunk>(
  first: ReadableStream<Chunk>,
  turn: StreamTurn<Request, Reply, Chunk>,
  shown: HiddenStream,
): ReadableStream<Chunk> {
  const { ask, signal } = turn
  let reader = first.getReader()
  let round = createRound(turn, shown, true)
  let isOver = false
  const cancelled: unknown[] = []

  async function read(): Promise<readonly Chunk[] | undefined> {
    if (isOver) return undefined
    const { done, value } = await reader.read()
    return done ? follow(await round.close()) : round.push(value)
  }

  async function follow({ chunks, next }: Closed<Request, Chunk>): Promise<readonly Chunk[]> {
    isOver = next === undefined || cancelled.length > 0
    if (next === undefined || isOver) return chunks
    try {
      reader = (await ask(next)).getReader()
      round = createRound(turn, shown, false)
      if (cancelled.length > 0) await reader.cancel(cancelled[0])
      return chunks
    } catch (error) {
      if (signal?.aborted === true) throw error
      isOver = true
      return [...chunks, ...shown.failed(messageOf(error), error).map(round.write)]
    }
  }

  return new ReadableStream(
    {
      async pull(controller) {
        let chunks = await read()
        while (chunks?.length === 0) chunks = await read()
        for (const chunk of chunks ?? []) controller.enqueue(chunk)
        if (chunks === undefined) controller.close()
      },
      cancel(reason) {
        cancelled.push(reason)
        return reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
}

/** What a round leaves. */
interface Closed<Request, Chunk> {
  readonly chunks: readonly Chunk[]
  /** The request of the next round; undefined where this is the last. */
  readonly next: Sent<Request> | undefined
}

/** The stream of one round. */
interface Round<Request, Chunk> {
  /** What the client gets of a chunk. */
  push(chunk: Chunk): readonly Chunk[]
  close(): Promise<Closed<Request, Chunk>>
  /** An event as the client gets it. */
  write(event: unknown): Chunk
}

function createRound<Request, Reply, Chunk>(
  { dialect, rounds, framing }: StreamTurn<Request, Reply, Chunk>,
  shown: HiddenStream,
  isFirst: boolean,
): Round<Request, Chunk> {
  const frames = framing()
  const reader = dialect.readStream()
  const ends: Chunk[] = []
  const unread: Framed<Chunk>[] = []
  let isReading = !isFirst || rounds.mustSee || frames.mentions === undefined
  const write = (event: unknown): Chunk => frames.write(event)

  function seen(piece: Framed<Chunk>): readonly Chunk[] {
    const { chunk, event } = piece
    if (frames.isEnd(piece) && shown.holds()) return hold(chunk)
    if (event === undefined) return [chunk]
    reader.push(event)
    return shown.push(event).map((sent) => (sent === event ? chunk : frames.write(sent)))
  }

  function hold(chunk: Chunk): readonly Chunk[] {
    ends.push(chunk)
    return []
  }

  async function close(): Promise<Closed<Request, Chunk>> {
    const rest = passed(frames.rest())
    const reply = reader.reply()
    const next = reply === undefined ? undefined : await rounds.close(reply)
    if (next === undefined) return { chunks: [...rest, ...shown.end().map(write), ...ends], next }
    shown.next()
    return { chunks: rest, next }
  }

  /** Until the retrieve tool is named, what comes is the client's as it is, and nobody has to read it. */
  function passed(pieces: readonly Framed<Chunk>[]): readonly Chunk[] {
    const chunks = pieces.map((piece) => piece.chunk)
    if (!isReading && frames.mentions?.(chunks, RETRIEVE_TOOL_NAME) === false) {
      unread.push(...pieces)
      return chunks
    }
    isReading = true
    for (const { event } of unread.splice(0)) {
      reader.push(event)
      shown.push(event)
    }
    return pieces.flatMap(seen)
  }

  return { push: (chunk) => frames.joined(passed(frames.push(chunk))), close, write }
}
