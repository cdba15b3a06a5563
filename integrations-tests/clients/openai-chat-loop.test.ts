import { OPENAI_CHAT_AGENTS } from './openai-chat-agents.ts'
import { loopContract } from './loop-contract.ts'

loopContract(OPENAI_CHAT_AGENTS)
