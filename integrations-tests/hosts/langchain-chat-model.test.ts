import { LANGCHAIN_CHAT_MODELS } from './langchain-chat-model.ts'
import { testHost } from './test-host.ts'

for (const host of LANGCHAIN_CHAT_MODELS) testHost(host)
