import { bedrockConverse, type Dialect, dialectOf, eventFraming, type Framing, type Sent } from '@headroom/core'
import { chunkFraming } from './chunk-framing.ts'

/** Members of a command's input or output. */
export type Members = Readonly<Record<string, unknown>>

/** How a command of Bedrock holds a conversation, and its answer. */
export interface Command {
  /** The conversation; undefined where there is none that we know. */
  read(input: Members): Read | undefined
  /** The input with another conversation. */
  write(input: Members, sent: Sent<unknown>): Members
  /** A whole answer. */
  reply(output: Members): unknown
  /** The output with another answer. */
  output(output: Members, reply: unknown): Members
  /** Where the answer comes as a stream. */
  readonly streams?: Streams
}

/** A member of an output that is a stream. */
export interface Streams {
  readonly member: string
  /** How events stand in it. */
  readonly framing: () => Framing<unknown>
}

/** A conversation in a command. */
interface Read {
  readonly request: unknown
  readonly body: string | undefined
  readonly dialect: Dialect
}

/** Knows a command by the name of its class. */
export function commandNamed(name: string | undefined): Command | undefined {
  return COMMANDS.get(name)
}

const CONVERSE: Command = {
  read: (request) => ({ request, body: undefined, dialect: bedrockConverse as Dialect }),
  write: (_, { request }) => request as Members,
  reply: (output) => output,
  output: (_, reply) => reply as Members,
}

const INVOKE: Command = {
  read({ body: given }) {
    const body = given instanceof Uint8Array ? new TextDecoder().decode(given) : given
    const request = typeof body === 'string' ? parsed(body) : undefined
    const dialect = dialectOf(request)
    return dialect === undefined ? undefined : { request, body: String(body), dialect }
  },
  write: (input, { body }) => ({ ...input, body }),
  reply: ({ body }) => (body instanceof Uint8Array && parsed(new TextDecoder().decode(body))) || {},
  output: ({ body, ...others }, reply) => ({ ...others, body: bytesLike(body, reply) }),
}

const COMMANDS: ReadonlyMap<unknown, Command> = new Map<unknown, Command>([
  ['ConverseCommand', CONVERSE],
  ['ConverseStreamCommand', { ...CONVERSE, streams: { member: 'stream', framing: eventFraming } }],
  ['InvokeModelCommand', INVOKE],
  ['InvokeModelWithResponseStreamCommand', { ...INVOKE, streams: { member: 'body', framing: chunkFraming } }],
])

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    // A model whose bodies are no JSON.
    return undefined
  }
}

/** The AWS SDK's bytes have a way to be read as text. */
function bytesLike(given: unknown, reply: unknown): unknown {
  return Object.setPrototypeOf(new TextEncoder().encode(JSON.stringify(reply)), Object.getPrototypeOf(given))
}
