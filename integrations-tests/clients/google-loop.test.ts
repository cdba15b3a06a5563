import { GOOGLE_AGENTS } from './google-agents.ts'
import { loopContract } from './loop-contract.ts'

loopContract(GOOGLE_AGENTS)
