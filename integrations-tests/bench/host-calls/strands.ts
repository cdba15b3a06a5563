import { createMemoryStore, type Dialect } from '@headroom/core'
import { headroom, strands } from '@headroom/strands'
import {
  Agent,
  type BaseModelConfig,
  Message,
  Model,
  type ModelStreamEvent,
  NullConversationManager,
  type Plugin,
  type StreamOptions,
  TextBlock,
  tool,
  ToolResultBlock,
  ToolUseBlock,
} from '@strands-agents/sdk'
import { ANSWER, CALL_ID, INPUT, LOG, QUESTION, SCHEMA, TOOL } from './conversation.ts'
import { asked, coreTurn, type HostCall, type Seen } from './host-call.ts'

/** An agent with the plugin. */
export async function openCalls(): Promise<readonly HostCall[]> {
  const seen: Seen<Asked> = { last: undefined }
  const store = createMemoryStore()
  const within = asked(seen, asking(seen, [headroom({ store })]))
  const request = { model: new FakeModel(seen), ...(await within()), messages: [...HISTORY, userMessage(QUESTION)] }
  const options = { store, dialect: strands as Dialect, retrieve: 'visible' } as const
  return [
    {
      name: '@headroom/strands',
      without: asked(seen, asking(seen, [])),
      within,
      core: () => coreTurn(request, {}, options),
    },
  ]
}

function asking(seen: Seen<Asked>, plugins: Plugin[]): () => Promise<unknown> {
  const agent = new Agent({
    model: new FakeModel(seen),
    tools: [queryLogs],
    messages: [...HISTORY],
    plugins,
    printer: false,
    conversationManager: new NullConversationManager(),
  })
  return async () => {
    await agent.invoke(QUESTION)
    agent.messages.splice(HISTORY.length)
  }
}

/** What a model is asked. */
interface Asked {
  readonly messages: readonly Message[]
  readonly toolSpecs: unknown
}

class FakeModel extends Model {
  readonly seen: Seen<Asked>

  constructor(seen: Seen<Asked>) {
    super()
    this.seen = seen
  }

  override updateConfig(): void {}

  override getConfig(): BaseModelConfig {
    return { modelId: 'fake', contextWindowLimit: 100_000 }
  }

  override async *stream(messages: Message[], { toolSpecs }: StreamOptions = {}): AsyncGenerator<ModelStreamEvent> {
    this.seen.last = { messages, toolSpecs }
    yield { type: 'modelMessageStartEvent', role: 'assistant' }
    yield { type: 'modelContentBlockStartEvent' }
    yield { type: 'modelContentBlockDeltaEvent', delta: { type: 'textDelta', text: ANSWER } }
    yield { type: 'modelContentBlockStopEvent' }
    yield { type: 'modelMessageStopEvent', stopReason: 'endTurn' }
  }
}

const queryLogs = tool({ ...TOOL, inputSchema: SCHEMA as never, callback: () => LOG })

/** The agent has answered once: it is asked again. */
const HISTORY: readonly Message[] = [
  userMessage(QUESTION),
  new Message({
    role: 'assistant',
    content: [new ToolUseBlock({ toolUseId: CALL_ID, name: TOOL.name, input: INPUT })],
  }),
  new Message({
    role: 'user',
    content: [new ToolResultBlock({ toolUseId: CALL_ID, status: 'success', content: [new TextBlock(LOG)] })],
  }),
  new Message({ role: 'assistant', content: [new TextBlock(ANSWER)] }),
]

function userMessage(text: string): Message {
  return new Message({ role: 'user', content: [new TextBlock(text)] })
}
