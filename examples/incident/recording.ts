import type { LanguageModelMiddleware } from 'ai'
import type { CallOptions, ProviderUsage, StreamPart } from './model-types.ts'

/** One call as it reached the provider, and what came back. */
export interface RecordedCall {
  readonly options: CallOptions
  /** What the model wrote: its text and the arguments of its calls. */
  readonly written: string
  /** The tools that it called. */
  readonly toolCalls: readonly RecordedToolCall[]
  readonly usage: ProviderUsage
}

/** One tool call of a model. */
export interface RecordedToolCall {
  readonly toolName: string
  /** Arguments as JSON text. */
  readonly input: string
}

/** One turn of the agent: what it asked the model, and the calls that the provider saw for it. */
export interface RecordedTurn {
  /** What would have been sent without Headroom. */
  readonly asked: CallOptions
  /** One, and one more for each retrieval that was answered on the way. */
  readonly calls: RecordedCall[]
}

/** Two middlewares that change nothing and write down what passes. */
export interface Recording {
  readonly turns: readonly RecordedTurn[]
  /** Stands before Headroom. */
  readonly asked: LanguageModelMiddleware
  /** Stands between Headroom and the provider. */
  readonly sent: LanguageModelMiddleware
}

/** A recording that is still empty. It reads streams as they pass and holds nothing up. */
export function createRecording(): Recording {
  const turns: RecordedTurn[] = []
  return {
    turns,
    asked: {
      async transformParams({ params }) {
        turns.push({ asked: params, calls: [] })
        return params
      },
    },
    sent: {
      async wrapStream({ doStream, params }) {
        const { stream, ...rest } = await doStream()
        const turn = turns.at(-1)
        const recorder = createRecorder(params, (call) => turn?.calls.push(call))
        return { ...rest, stream: stream.pipeThrough(recorder) }
      },
    },
  }
}

function createRecorder(
  options: CallOptions,
  onCall: (call: RecordedCall) => void,
): TransformStream<StreamPart, StreamPart> {
  let written = ''
  const toolCalls: RecordedToolCall[] = []
  return new TransformStream({
    transform(part, controller) {
      if (part.type === 'text-delta' || part.type === 'reasoning-delta') written += part.delta
      if (part.type === 'tool-call') {
        written += part.input
        toolCalls.push({ toolName: part.toolName, input: part.input })
      }
      if (part.type === 'finish') onCall({ options, written, toolCalls, usage: part.usage })
      controller.enqueue(part)
    },
  })
}
