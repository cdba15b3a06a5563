import type { Tokenizer } from '@headroom/core'
import { simulateReadableStream } from 'ai'
import type { CallOptions, ProviderModel, StreamPart } from './model-types.ts'
import { createPrefixCache } from './prefix-cache.ts'
import { type Reply, type Script, sentOf } from './script.ts'

/**
 * A model that follows a script. It reads what it was sent and nothing else: a step that does not find what it looks for
 * throws. It keeps no place in the script; the tool calls in the prompt tell how far the conversation is.
 */
export function createReplayingModel(modelId: string, script: Script, tokenizer: Tokenizer): ProviderModel {
  const cache = createPrefixCache(tokenizer)
  const answer = (options: CallOptions): Answer => {
    const sent = sentOf(options.prompt)
    const step = script[sent.toolCalls]
    if (step === undefined) throw new Error(`The script has no step after ${sent.toolCalls} tool calls.`)
    const reply = step(sent)
    const input = reply.call === undefined ? '' : JSON.stringify(reply.call.input)
    return { reply, input, id: `call_${sent.toolCalls + 1}`, usage: cache.usageOf(options, reply.text + input) }
  }
  return {
    specificationVersion: 'v4',
    provider: 'replay',
    modelId,
    supportedUrls: {},
    async doGenerate(options) {
      const { usage, ...rest } = answer(options)
      return { content: contentOf(rest), finishReason: finishReasonOf(rest.reply), usage, warnings: [] }
    },
    async doStream(options) {
      const { usage, ...rest } = answer(options)
      const parts: StreamPart[] = [
        { type: 'stream-start', warnings: [] },
        { type: 'text-start', id: '0' },
        ...rest.reply.text.split(/(?<= )/).map((delta): StreamPart => ({ type: 'text-delta', id: '0', delta })),
        { type: 'text-end', id: '0' },
        ...toolCallOf(rest),
        { type: 'finish', finishReason: finishReasonOf(rest.reply), usage },
      ]
      return { stream: simulateReadableStream({ chunks: parts, initialDelayInMs: null, chunkDelayInMs: null }) }
    },
  }
}

interface Answer {
  readonly reply: Reply
  /** Arguments of the call as JSON text. */
  readonly input: string
  /** Id of the call. */
  readonly id: string
  readonly usage: ReturnType<ReturnType<typeof createPrefixCache>['usageOf']>
}

type GenerateResult = Awaited<ReturnType<ProviderModel['doGenerate']>>
type ToolCall = Extract<StreamPart, { type: 'tool-call' }>

function contentOf(answer: Omit<Answer, 'usage'>): GenerateResult['content'] {
  return [{ type: 'text', text: answer.reply.text }, ...toolCallOf(answer)]
}

function toolCallOf({ reply: { call }, input, id }: Omit<Answer, 'usage'>): ToolCall[] {
  return call === undefined ? [] : [{ type: 'tool-call', toolCallId: id, toolName: call.toolName, input }]
}

function finishReasonOf({ call }: Reply): GenerateResult['finishReason'] {
  return call === undefined ? { unified: 'stop', raw: 'end_turn' } : { unified: 'tool-calls', raw: 'tool_use' }
}
