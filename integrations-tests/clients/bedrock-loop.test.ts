import { BEDROCK_AGENTS } from './bedrock-agents.ts'
import { loopContract } from './loop-contract.ts'

loopContract(BEDROCK_AGENTS)
