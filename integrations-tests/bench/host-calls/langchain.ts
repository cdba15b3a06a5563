import { createMemoryStore, type Dialect } from '@headroom/core'
import { HeadroomChatModel, headroomMiddleware, langChain } from '@headroom/langchain'
import { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { AIMessage, type BaseMessage, HumanMessage, ToolMessage } from '@langchain/core/messages'
import type { ChatResult } from '@langchain/core/outputs'
import { tool } from '@langchain/core/tools'
import { createAgent } from 'langchain'
import { z } from 'zod'
import { ANSWER, CALL_ID, INPUT, LOG, QUESTION, TOOL } from './conversation.ts'
import { asked, coreTurn, type HostCall, type Seen } from './host-call.ts'
import { WIRES } from './wires.ts'

/** A chat model that is wrapped, and an agent with the middleware. */
export async function openCalls(): Promise<readonly HostCall[]> {
  const seen: Seen<Asked> = { last: undefined }
  return [chatModelCall(seen), await agentCall(seen)]
}

/** The dialect of a chat model is its own business: core's of OpenAI does the same. */
function chatModelCall(seen: Seen<Asked>): HostCall {
  const store = createMemoryStore()
  const model = new FakeChatModel(seen)
  const plain = model.bindTools([queryLogs])
  const wrapped = new HeadroomChatModel(model, { store }).bindTools([queryLogs])
  const { request, reply, dialect } = WIRES.openai
  return {
    name: '@headroom/langchain, HeadroomChatModel',
    without: asked(seen, () => plain.invoke(MESSAGES)),
    within: asked(seen, () => wrapped.invoke(MESSAGES)),
    core: () => coreTurn(request, reply, { store, dialect }),
  }
}

async function agentCall(seen: Seen<Asked>): Promise<HostCall> {
  const store = createMemoryStore()
  const model = new FakeChatModel(seen)
  const plain = createAgent({ model, tools: [queryLogs] })
  const middleware = headroomMiddleware({ store })
  const agent = createAgent({ model, tools: [queryLogs], middleware: [middleware] })
  const within = asked(seen, () => agent.invoke({ messages: MESSAGES }))
  const tools = (await within())?.tools
  const options = { store, dialect: langChain as Dialect, retrieve: 'visible' } as const
  return {
    name: '@headroom/langchain, headroomMiddleware',
    without: asked(seen, () => plain.invoke({ messages: MESSAGES })),
    within,
    core: () => coreTurn({ messages: MESSAGES, tools }, {}, options),
    hook: () =>
      middleware.wrapModelCall(
        { messages: MESSAGES, tools: [queryLogs, ...middleware.tools], model },
        async ({ messages }) => messages,
      ),
  }
}

/** What a chat model is asked. */
interface Asked {
  readonly messages: readonly BaseMessage[]
  readonly tools: unknown
}

class FakeChatModel extends BaseChatModel {
  readonly seen: Seen<Asked>

  constructor(seen: Seen<Asked>) {
    super({})
    this.seen = seen
  }

  override _llmType(): string {
    return 'fake'
  }

  override bindTools(tools: readonly unknown[], options: object = {}) {
    return this.withConfig({ tools, ...options } as never)
  }

  override async _generate(messages: BaseMessage[], options: object): Promise<ChatResult> {
    this.seen.last = { messages, tools: Reflect.get(options, 'tools') }
    return { generations: [{ text: ANSWER, message: new AIMessage(ANSWER) }] }
  }
}

const queryLogs = tool(() => LOG, { ...TOOL, schema: z.object({ service: z.string() }) })

const MESSAGES: BaseMessage[] = [
  new HumanMessage({ content: QUESTION, id: 'm1' }),
  new AIMessage({ content: '', id: 'm2', tool_calls: [{ id: CALL_ID, name: TOOL.name, args: INPUT }] }),
  new ToolMessage({ content: LOG, id: 'm3', tool_call_id: CALL_ID, name: TOOL.name }),
]
