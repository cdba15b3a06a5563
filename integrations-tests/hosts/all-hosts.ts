import { AI_SDK_6_HOSTS } from './ai-sdk-6.ts'
import { AI_SDK_HOSTS } from './ai-sdk.ts'
import { HOSTS as CLIENTS } from './clients.ts'
import { VARIANTS as CLIENT_VARIANTS } from './clients-variants.ts'
import { HOSTS as EXPRESS } from './express.ts'
import { HOST as FASTIFY } from './fastify.ts'
import { HOSTS as HONO } from './hono.ts'
import type { Host } from './host.ts'
import { LANGCHAIN_AGENTS } from './langchain-agents.ts'
import { LANGCHAIN_CHAT_MODELS } from './langchain-chat-model.ts'
import { HOSTS as LITELLM } from './litellm.ts'
import { MASTRA_MODEL_HOSTS, MASTRA_PROCESSOR_HOSTS } from './mastra.ts'
import { OPENAI_AGENTS_HOSTS } from './openai-agents.ts'
import { HOSTS as STRANDS } from './strands.ts'

/** Every host that is held to the contract. */
export const ALL_HOSTS: readonly Host[] = [
  ...AI_SDK_HOSTS,
  ...AI_SDK_6_HOSTS,
  ...CLIENTS,
  ...CLIENT_VARIANTS,
  ...EXPRESS,
  FASTIFY,
  ...HONO,
  ...LANGCHAIN_AGENTS,
  ...LANGCHAIN_CHAT_MODELS,
  ...LITELLM,
  ...MASTRA_MODEL_HOSTS,
  ...MASTRA_PROCESSOR_HOSTS,
  ...OPENAI_AGENTS_HOSTS,
  ...STRANDS,
] as readonly Host[]
