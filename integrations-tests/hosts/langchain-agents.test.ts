import { LANGCHAIN_AGENTS } from './langchain-agents.ts'
import { testHost } from './test-host.ts'

for (const host of LANGCHAIN_AGENTS) testHost(host)
