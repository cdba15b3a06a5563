import { type FetchOptions, generateTurn, openTurn, type Sent, streamTurn, type Turn } from '@headroom/core'
import { type Command, commandNamed, type Members, type Streams } from './commands.ts'
import { streamOf } from './stream-of.ts'

/** A middleware of the AWS SDK at the step `initialize`. */
export type Middleware = (next: Next, context: Context) => Next

type Next = (args: Given) => Promise<Result>

/** A command on its way. */
interface Given {
  readonly input: Members
}

/** What came of it. */
interface Result {
  readonly output: Members
}

interface Context {
  readonly commandName?: string
}

/** Shortens the requests of commands that hold conversations, and answers retrieve calls in what comes of them. */
export function turnMiddleware(options: FetchOptions): Middleware {
  return (next, { commandName }) => {
    const command = commandNamed(commandName)
    return command === undefined ? next : (args) => answered(args, next, command, options)
  }
}

async function answered(args: Given, next: Next, command: Command, options: FetchOptions): Promise<Result> {
  const { onTurn, ...turnOptions } = options
  const read = command.read(args.input)
  if (read === undefined) return next(args)
  const { request, body, dialect } = read
  const { modelId } = args.input
  const model = typeof modelId === 'string' ? { model: modelId } : {}
  // A tool that is declared in the middle of a conversation needs a header, which InvokeModel does not have.
  const resumes = turnOptions.resumes === true && body === undefined
  const turn = await openTurn(request, { ...model, ...turnOptions, resumes, dialect }, body)
  tell(onTurn, turn)
  const send: Send = (sent) =>
    next(sent.request === request ? args : { ...args, input: command.write(args.input, sent) })
  if (turn.rounds === undefined) return send(turn.sent)
  return command.streams === undefined ? generated(turn, command, send) : streamed(turn, command.streams, send)
}

/** A listener observes: what it throws or rejects with is its own. */
function tell(onTurn: FetchOptions['onTurn'], turn: Turn): void {
  const told = async (): Promise<void> => onTurn?.(turn)
  told().catch(() => {})
}

type Send = (sent: Sent<unknown>) => Promise<Result>

async function generated(turn: Turn, { reply, output }: Command, send: Send): Promise<Result> {
  let result = await send(turn.sent)
  let last = reply(result.output)
  const shown = await generateTurn(turn, async (sent) => {
    if (sent !== turn.sent) result = await send(sent)
    last = reply(result.output)
    return last
  })
  return shown === last ? result : { ...result, output: output(result.output, shown) }
}

async function streamed(turn: Turn, { member, framing }: Streams, send: Send): Promise<Result> {
  const { dialect, rounds, exchanges } = turn
  const first = await send(turn.sent)
  if (dialect === undefined || rounds === undefined) return first
  // What a later round fails with is thrown where its first event would be read, as the library does.
  async function* events(sent: Sent<unknown>): AsyncGenerator {
    yield* eventsIn(await send(sent))
  }
  const eventsIn = ({ output }: Result): AsyncIterable<unknown> => output[member] as AsyncIterable<unknown>
  const ask = async (sent: Sent<unknown>): Promise<ReadableStream<unknown>> => streamOf(events(sent))
  const shown = streamTurn(streamOf(eventsIn(first)), { dialect, rounds, exchanges, framing, ask })
  return { ...first, output: { ...first.output, [member]: shown } }
}
