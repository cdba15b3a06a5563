import { assertOptions, compress, InvalidOptionError } from '@headroom/core'
import { langChain } from './dialect/index.ts'
import { jsonOf } from './dialect/json-of.ts'
import type { ShorteningOptions } from './shortening-options.ts'
import type { Block } from './types/request.ts'

/**
 * The same tool, but what it gives is shortened at once: the model, the history and checkpoints get the shorter text, and the message's
 * `artifact` is what the tool gave (unless the tool gives artifacts of its own, which stay).
 *
 * Texts, text blocks and what LangChain writes as JSON become shorter. Called by code, without a tool call, what is no text stays what it
 * is. Messages and commands that a tool gives pass as they are.
 *
 * @param tool Of `tool()`, `DynamicStructuredTool` or another subclass of `StructuredTool`. It is not changed.
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function headroomTool<T extends { readonly name: string }>(tool: T, options: ShorteningOptions = {}): T {
  assertOptions(options)
  if (!isCallable(tool))
    throw new InvalidOptionError('tool', 'must be a tool as `tool()` of @langchain/core makes it, with `_call`')
  const copy: T = Object.create(Object.getPrototypeOf(tool))
  return Object.assign(copy, tool, {
    responseFormat: 'content_and_artifact',
    _call: async (...given: CallArguments): Promise<unknown> => {
      const pair = (output: unknown): Promise<unknown> => withArtifact(output, tool, given, options)
      const output = await tool['_call'](...given)
      return isGenerator(output) ? afterwards(output, pair) : pair(output)
    },
  })
}

/** Input, run manager and config of a call. */
type CallArguments = readonly [input: unknown, runManager?: unknown, config?: { readonly toolCall?: unknown }]

/** The part of a tool that is used. */
interface Callable {
  readonly name: string
  readonly responseFormat?: unknown
  _call(...given: CallArguments): unknown
}

function isCallable(tool: unknown): tool is Callable {
  return typeof Object(tool)['_call'] === 'function'
}

function isGenerator(output: unknown): output is AsyncGenerator<unknown, unknown> {
  return typeof output === 'object' && output !== null && 'next' in output && Symbol.asyncIterator in output
}

async function* afterwards(
  steps: AsyncGenerator<unknown, unknown>,
  pair: (output: unknown) => Promise<unknown>,
): AsyncGenerator<unknown, unknown> {
  return pair(yield* steps)
}

/** Content and artifact, as LangChain wants them of such tools. */
async function withArtifact(
  output: unknown,
  { name, responseFormat }: Callable,
  [args, , config]: CallArguments,
  options: ShorteningOptions,
): Promise<unknown> {
  const hasArtifact = responseFormat === 'content_and_artifact'
  // LangChain says what is wrong with it.
  if (hasArtifact && !(Array.isArray(output) && output.length === 2)) return output
  const [content, artifact] = hasArtifact ? (output as [unknown, unknown]) : [output, undefined]
  const isByCode = typeof content !== 'string' && config?.toolCall === undefined
  if (isByCode || Object(content).lc_direct_tool_output === true) return [content, artifact]
  const result = isContent(content) ? content : jsonOf(content)
  const call = { type: 'ai', content: '', tool_calls: [{ id: '', name, args }] }
  const messages = [call, { type: 'tool', content: result, tool_call_id: '' }]
  const { request } = await compress({ messages }, { ...options, dialect: langChain })
  const shorter = request.messages[1]?.content
  return shorter === result ? [content, artifact] : [shorter, artifact ?? content]
}

/** Whether LangChain takes a value as it is: a text, or a list of blocks. All else it writes as JSON. */
function isContent(value: unknown): value is string | readonly Block[] {
  const isBlock = (item: unknown): boolean => typeof item === 'object' && item !== null && 'type' in item
  return typeof value === 'string' || (Array.isArray(value) && value.every(isBlock))
}
