import { generateTurn, openTurn, type Sent, type Turn } from '@headroom/core'
import { isStream } from './chunks.ts'
import { type CallbackSettings, callbackSettingsOf, type Figures, type HeadroomCallbackOptions } from './options.ts'
import { shownStream } from './shown-stream.ts'
import type { CallData, LiteLLMCallback, RestOfCall } from './types/callback.ts'

/**
 * A callback that shortens tool results on their way to the model. Under `withCallbacks` it answers the model's retrieve calls
 * itself; a host that only calls LiteLLM's own hooks gets views where the call declares `headroom_retrieve`, else lossless forms.
 */
export class HeadroomCallback implements LiteLLMCallback {
  readonly #settings: CallbackSettings
  readonly #turns = new WeakMap<CallData, Turn<CallData>>()

  /** @throws InvalidOptionError naming the option, what was given and what would do. */
  constructor(options: HeadroomCallbackOptions = {}) {
    this.#settings = callbackSettingsOf(options)
  }

  /** The parameters with shorter tool results; the very object where there is nothing to shorten. */
  async asyncPreCallHook(_user: unknown, _cache: unknown, data: CallData): Promise<CallData> {
    const turn = await openTurn(data, { ...this.#settings.turnOptions, retrieve: 'visible' })
    const { request } = turn.sent
    if (Object(request) === request) this.#turns.set(request, turn)
    return request
  }

  /** Tells what was saved in a call that `asyncPreCallHook` has seen. */
  async asyncPostCallSuccessHook(data: CallData, _user: unknown, response: unknown): Promise<void> {
    const turn = this.#turns.get(data)
    if (turn !== undefined) this.#tell(turn, response)
  }

  /** The whole call: shortens, declares the retrieve tool, answers its calls and asks again. */
  async aroundCall(data: CallData, { signal, next }: RestOfCall): Promise<unknown> {
    const { turnOptions } = this.#settings
    const told = signal === undefined ? {} : { signal }
    const shown = losesTools(data) ? { retrieve: 'visible' as const } : {}
    const turn = await openTurn<CallData>(data, { ...turnOptions, ...shown, ...told })
    const first = await next(turn.sent.request)
    if (isStream(first)) return this.#told(turn, shownStream(first, turn, next, signal))
    const ask = async (sent: Sent<CallData>): Promise<unknown> => (sent === turn.sent ? first : next(sent.request))
    const reply = await generateTurn(turn, ask)
    this.#tell(turn, reply)
    return reply
  }

  async *#told(turn: Turn<CallData>, chunks: AsyncIterable<unknown>): AsyncGenerator<unknown> {
    const reader = this.#settings.onFigures === undefined ? undefined : turn.dialect?.readStream()
    for await (const chunk of chunks) {
      reader?.push(chunk)
      yield chunk
    }
    this.#tell(turn, reader?.reply())
  }

  #tell(turn: Turn<CallData>, reply: unknown): void {
    try {
      this.#settings.onFigures?.(figuresOf(turn, reply))
    } catch {
      // Who is told observes.
    }
  }
}

/**
 * Whether the `litellm` package leaves out what declares a tool here, or what calls it. It knows `functions` only, and hands them to
 * OpenAI only: https://github.com/zya/litellmjs/blob/main/src/completion.ts and the handlers that it names, 0.12.0.
 */
function losesTools(data: CallData): boolean {
  const { model, messages, tools, functions } = Object(data) as CallData
  if (tools !== undefined && tools !== null) return false
  if (Array.isArray(functions)) return OTHER_HANDLERS.test(model)
  return Array.isArray(messages) && messages.some((message) => Object(message).role === 'function')
}

const OTHER_HANDLERS = /claude-|command|ollama\/|j2-|replicate\/|deepinfra\/|mistral\//

function figuresOf({ report, rounds, dialect, sent }: Turn<CallData>, reply: unknown): Figures {
  const { tokensBefore, tokensAfter, tokensSaved, keys, outcomes } = report
  const failed = [...new Set(outcomes.flatMap(({ detail }) => (detail === undefined ? [] : [detail])))]
  const counts = rounds?.counts() ?? { rounds: 0, retrieved: 0 }
  const usage = reply === undefined ? undefined : dialect?.usage(reply)
  return { model: Object(sent.request).model, ...counts, tokensBefore, tokensAfter, tokensSaved, keys, usage, failed }
}
