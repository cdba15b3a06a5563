import {
  type BaseModelConfig,
  type JSONValue,
  type Message,
  Model,
  type ModelStreamEvent,
  type StreamOptions,
} from '@strands-agents/sdk'

/** One reply: what the model says, what it calls, or how it fails. */
export interface ScriptedReply {
  readonly text?: string
  readonly calls?: readonly { readonly name: string; readonly input?: JSONValue }[]
  readonly error?: Error
}

/** A call of the model, as JSON. */
export interface Asked {
  readonly messages: JSONValue
  readonly json: string
  readonly tools: readonly string[]
  readonly toolSpecs: string
}

/** The key that the newest view of a request names. */
export const KEY = '<key>'

/** A model that gives scripted replies, and keeps what it was asked. A call's input of `KEY` means the newest key that it was shown. */
export class ScriptedModel extends Model {
  readonly asked: Asked[] = []
  readonly #script: readonly ScriptedReply[]
  readonly #config: BaseModelConfig & { readonly params?: unknown }

  constructor(script: readonly ScriptedReply[], config: BaseModelConfig & { readonly params?: unknown } = {}) {
    super()
    this.#script = script
    this.#config = { modelId: 'scripted', contextWindowLimit: 100_000, ...config }
  }

  override updateConfig(): void {}

  override getConfig(): BaseModelConfig {
    return this.#config
  }

  override async *stream(
    messages: Message[],
    { toolSpecs = [] }: StreamOptions = {},
  ): AsyncGenerator<ModelStreamEvent> {
    const json = JSON.stringify(messages)
    const turn = this.asked.length
    const tools = toolSpecs.map(({ name }) => name)
    this.asked.push({ messages: JSON.parse(json) as JSONValue, json, tools, toolSpecs: JSON.stringify(toolSpecs) })
    const reply = this.#script[turn]
    if (reply === undefined) throw new Error('The script has no more replies.')
    if (reply.error !== undefined) throw reply.error
    yield { type: 'modelMessageStartEvent', role: 'assistant' }
    yield* textEvents(reply.text ?? '')
    for (const [index, { name, input = {} }] of (reply.calls ?? []).entries()) {
      yield {
        type: 'modelContentBlockStartEvent',
        start: { type: 'toolUseStart', name, toolUseId: `c${turn}-${index}` },
      }
      yield delta({ type: 'toolUseInputDelta', input: JSON.stringify(input).replaceAll(KEY, newestKey(json)) })
      yield { type: 'modelContentBlockStopEvent' }
    }
    yield { type: 'modelMetadataEvent', usage: { inputTokens: 100, outputTokens: 10, totalTokens: 110 } }
    yield { type: 'modelMessageStopEvent', stopReason: reply.calls === undefined ? 'endTurn' : 'toolUse' }
  }
}

function* textEvents(text: string): Generator<ModelStreamEvent> {
  if (text === '') return
  yield { type: 'modelContentBlockStartEvent' }
  yield delta({ type: 'textDelta', text })
  yield { type: 'modelContentBlockStopEvent' }
}

function delta(
  of:
    | { readonly type: 'textDelta'; readonly text: string }
    | { readonly type: 'toolUseInputDelta'; readonly input: string },
): ModelStreamEvent {
  return { type: 'modelContentBlockDeltaEvent', delta: of }
}

function newestKey(json: string): string {
  return [...json.matchAll(/key ([0-9a-f]{16})/g)].at(-1)?.[1] ?? ''
}
