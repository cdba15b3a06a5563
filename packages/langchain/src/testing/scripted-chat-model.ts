import { BaseChatModel, type BaseChatModelParams } from '@langchain/core/language_models/chat_models'
import { AIMessage, AIMessageChunk, type BaseMessage } from '@langchain/core/messages'
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs'

/** What the scripted model says in one answer. */
export interface Reply {
  readonly text?: string
  readonly calls?: readonly { readonly id: string; readonly name: string; readonly args: unknown }[]
  readonly kwargs?: Record<string, unknown>
}

/** What it was asked. */
export interface AskedOf {
  readonly messages: readonly BaseMessage[]
  readonly options: Readonly<Record<string, unknown>>
}

/** A chat model for tests that says what it is given to say, whole or in chunks, with a model's name, usage and a reason to stop. */
export class ScriptedChatModel extends BaseChatModel {
  readonly asked: AskedOf[] = []
  readonly replies: Reply[]
  n?: number

  constructor(replies: readonly Reply[], params: BaseChatModelParams = {}) {
    super(params)
    this.replies = [...replies]
  }

  _llmType(): string {
    return 'scripted'
  }

  override bindTools(tools: readonly unknown[], kwargs: object = {}): never {
    return this.withConfig({ tools, ...kwargs } as never) as never
  }

  async _generate(messages: BaseMessage[], options: object): Promise<ChatResult> {
    const { text = '', calls = [], kwargs = {} } = this.next(messages, options)
    const tool_calls = calls.map((call) => ({ ...call, type: 'tool_call' as const })) as never
    const told = { usage_metadata: USAGE, response_metadata: { model_name: 'm', ...reasonOf(calls) } }
    const message = new AIMessage({
      content: text,
      tool_calls,
      additional_kwargs: kwargs,
      id: this.id(),
      ...told,
    } as never)
    return { generations: [{ text, message }], llmOutput: { tokenUsage: { promptTokens: 10 } } }
  }

  override async *_streamResponseChunks(
    messages: BaseMessage[],
    options: object,
    manager?: { handleLLMNewToken(...given: unknown[]): Promise<void> },
  ): AsyncGenerator<ChatGenerationChunk> {
    const { text = '', calls = [], kwargs = {} } = this.next(messages, options)
    const id = this.id()
    const chunks = [
      new AIMessageChunk({ content: '', id, additional_kwargs: kwargs, response_metadata: { model_name: 'm' } }),
      ...Array.from(text, (content) => new AIMessageChunk({ content, id })),
      // LangChain's bridge to events has texts and calls in one count.
      ...calls.flatMap(({ name, args, ...call }, place) => [
        new AIMessageChunk({ content: '', id, tool_call_chunks: [{ ...call, name, index: place + 1, args: '' }] }),
        new AIMessageChunk({ content: '', id, tool_call_chunks: [{ index: place + 1, args: JSON.stringify(args) }] }),
      ]),
      new AIMessageChunk({ content: '', id, response_metadata: reasonOf(calls) }),
      new AIMessageChunk({ content: '', usage_metadata: USAGE } as never),
    ]
    for (const message of chunks) {
      const chunk = new ChatGenerationChunk({ message, text: message.text })
      yield chunk
      await manager?.handleLLMNewToken(chunk.text, undefined, undefined, undefined, undefined, { chunk })
    }
  }

  private id(): string {
    return `answer-${this.asked.length}`
  }

  private next(messages: readonly BaseMessage[], options: object): Reply {
    this.asked.push({ messages, options: options as AskedOf['options'] })
    const reply = this.replies.shift()
    if (reply === undefined) throw new Error('The script has no more replies.')
    return reply
  }
}

/** What each answer used. */
const USAGE = { input_tokens: 10, output_tokens: 2, total_tokens: 12 }

function reasonOf(calls: readonly unknown[]): { readonly finish_reason: string } {
  return { finish_reason: calls.length > 0 ? 'tool_calls' : 'stop' }
}
