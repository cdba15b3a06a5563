import type { LanguageModelV4CallOptions } from '@ai-sdk/provider'
import { aiSdk } from '@headroom/ai-sdk'
import { headroomProcessor } from '@headroom/ai-sdk/mastra'
import { createMemoryStore, type Dialect } from '@headroom/core'
import { Agent } from '@mastra/core/agent'
import { Mastra } from '@mastra/core/mastra'
import { createTool } from '@mastra/core/tools'
import { z } from 'zod'
import { fakeModel, MESSAGES, REPLY } from './ai-sdk.ts'
import { LOG, TOOL } from './conversation.ts'
import { asked, coreTurn, type HostCall, type Seen } from './host-call.ts'

/** An agent of Mastra with the processor. */
export async function openCalls(): Promise<readonly HostCall[]> {
  const seen: Seen<LanguageModelV4CallOptions> = { last: undefined }
  const store = createMemoryStore()
  const processor = headroomProcessor({ store })
  const plain = asked(seen, asking(agentOf(seen, undefined)))
  const within = asked(seen, asking(agentOf(seen, processor)))
  const { prompt } = (await plain()) ?? { prompt: [] }
  const { tools } = (await within()) ?? {}
  const options = { store, dialect: aiSdk as Dialect, model: MODEL.modelId, retrieve: 'visible' } as const
  return [
    {
      name: '@headroom/ai-sdk/mastra',
      without: plain,
      within,
      core: () => coreTurn({ prompt, tools }, REPLY, options),
      hook() {
        const state = {}
        processor.processInputStep({ state, steps: [], tools: { [TOOL.name]: queryLogs, ...processor.tools } })
        return processor.processLLMRequest({ prompt, model: MODEL, state })
      },
    },
  ]
}

const MODEL = { modelId: 'gpt-5.5' }

const queryLogs = createTool({
  id: TOOL.name,
  description: TOOL.description,
  inputSchema: z.object({ service: z.string() }),
  execute: () => Promise.resolve(LOG),
})

function agentOf(
  seen: Seen<LanguageModelV4CallOptions>,
  processor: ReturnType<typeof headroomProcessor> | undefined,
): Agent {
  const agent = new Agent({
    id: 'on-call',
    name: 'on call',
    instructions: 'Be brief.',
    model: fakeModel(seen) as never,
    tools: { [TOOL.name]: queryLogs, ...processor?.tools } as never,
    ...(processor === undefined ? {} : { inputProcessors: [processor] }),
    maxRetries: 0,
  })
  return new Mastra({ agents: { agent }, logger: false }).getAgent('agent')
}

function asking(agent: Agent): () => Promise<unknown> {
  return () => agent.generate([...MESSAGES] as never, { maxSteps: 1 })
}
